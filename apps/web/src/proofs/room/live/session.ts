import type { PersonDto, TicketDto } from '@proofroom/contract'
import { entryRef, type Projection } from '@proofroom/proof'
import * as Y from 'yjs'
import { createStore } from '../store.ts'
import type { Draft, Ended, Presence, RoomOptions, RoomSession, SaveState } from '../types.ts'
import { type Acts, createActs } from './acts.ts'
import { meaningOf } from './close-codes.ts'
import { actorsOf, type Desk, openDesk } from './desk.ts'
import { lastEpoch, rememberEpoch } from './epochs.ts'
import { type Line, openLine } from './line.ts'
import { createLuggage, type Luggage } from './luggage.ts'
import { idIn } from './pending.ts'
import { followPresence, type PresenceLine, underNames } from './presence.ts'
import { saveStateOf } from './save-state.ts'
import { watchStuck } from './stuck.ts'
import { createTicketDesk, isAccessProblem } from './tickets.ts'
import { createTooOften } from './too-often.ts'
import { createUnsent } from './unsent.ts'

const NOTHING: Projection = { annotations: [], comments: [], requestReplies: {} }

/** Opens the live room of one version. It keeps what is said on this device and sends it as soon as it can. */
export function openRoom(options: RoomOptions): RoomSession {
  const room = new Room(options)
  return Object.assign(room, room.acts)
}

class Room implements Omit<RoomSession, keyof Acts> {
  readonly acts: Acts
  readonly versionId: string
  readonly saveState = createStore<SaveState>('connecting')
  readonly pendingCount = createStore(0)
  readonly keptOnDevice = createStore(false)
  readonly projection = createStore<Projection>(NOTHING)
  readonly presence = createStore<readonly Presence[]>([])
  readonly canWrite
  readonly canUndo = createStore(false)
  readonly canRedo = createStore(false)
  readonly drafts = createStore<readonly Draft[]>([])

  readonly #options: RoomOptions
  readonly #tickets
  readonly #unsent
  readonly #stuck = watchStuck(() => this.#line?.redial())
  #people: readonly PersonDto[]
  #desk: Desk | null = null
  #luggage: Luggage | null = null
  #line: Line | null = null
  #pointing: PresenceLine | null = null
  #ticket: TicketDto | null = null
  #unheard: () => void = () => undefined
  #ended = false
  #tried = false
  #settled = false
  readonly #refusals = createTooOften()
  readonly #sentAway = createTooOften()
  #strangersTold = 0

  constructor(options: RoomOptions) {
    this.#options = options
    this.versionId = options.versionId
    this.#people = options.people
    this.#tickets = createTicketDesk(options.getTicket)
    this.#unsent = createUnsent(options.versionId, this.drafts)
    this.acts = createActs(() => this.#writable(), this.#unsent)
    const you = options.people.find((person) => person.you)
    this.canWrite = createStore({ allowed: you?.canAnnotate ?? false, reason: null as string | null })
    if (you) this.#sitDown(you.actorId, true)
    addEventListener('online', this.#hurry)
    addEventListener('offline', this.#cut)
    document.addEventListener('visibilitychange', this.#hurry)
    void this.#begin()
  }

  get #room(): string {
    return `p:${this.versionId}`
  }

  get actorId(): string | null {
    return this.#desk?.actorId ?? null
  }

  refOf = (id: string): string => entryRef(this.actorId ?? '', id)
  isSaved = (ref: string): boolean => !this.#desk?.pending.has(ref) && !this.#luggage?.has(idIn(ref) ?? '')

  setCursor: RoomSession['setCursor'] = (cursor) => this.#pointing?.set({ cursor })
  setDrawing: RoomSession['setDrawing'] = (drawing) => this.#pointing?.set({ drawing })
  setTyping: RoomSession['setTyping'] = (typing) => this.#pointing?.set({ typing })

  setPeople = (people: readonly PersonDto[]): void => {
    this.#people = people
    this.#desk?.projection.setActors(actorsOf(people))
    this.presence.set(underNames(this.presence.get(), people))
  }

  close = (): void => {
    removeEventListener('online', this.#hurry)
    removeEventListener('offline', this.#cut)
    document.removeEventListener('visibilitychange', this.#hurry)
    this.#ended = true
    this.#tickets.stop()
    this.#hangUp()
    this.#standUp({ forget: false })
    this.#unsent.close()
  }

  // The way in

  async #begin(): Promise<void> {
    const ticket = await this.#tickets.first({ onFailed: this.#failed })
    if (this.#ended) return
    if (!('ticket' in ticket)) return this.#end('access', ticket.status, ticket.message)
    if (this.#desk?.actorId !== ticket.actorId) {
      this.#standUp({ forget: false })
      this.#sitDown(ticket.actorId, !ticket.readOnly)
    }
    await this.#desk?.loaded
    if (this.#ended) return
    if (this.#isOutdated(ticket)) await this.#changeDesk(ticket)
    if (this.#ended) return
    this.#takeTicket(ticket)
    if (ticket.readOnly) await this.#startAfresh()
    this.#dial()
    // The ticket handed out the colour; `people` was read before it.
    if (this.#people.find((person) => person.actorId === ticket.actorId)?.colour !== ticket.colour)
      this.#options.onStranger?.()
  }

  #failed = (): void => {
    this.#tried = true
    this.#tell()
  }

  #sitDown(actorId: string, keep: boolean): void {
    const desk = openDesk({
      actorId,
      room: this.#room,
      epoch: this.#ticket?.epoch ?? lastEpoch(this.#room),
      people: this.#people,
      keep,
      onChange: () => this.#tell(),
    })
    this.#desk = desk
    this.#luggage ??= createLuggage(`${actorId}:${this.#room}`)
    this.#unsent.open(actorId)
    const show = (): void => {
      this.projection.set(desk.projection.get())
      this.#tellStrangers()
    }
    const undoable = (): void => {
      this.canUndo.set(desk.undo.canUndo())
      this.canRedo.set(desk.undo.canRedo())
    }
    for (const event of ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const)
      desk.undo.on(event, undoable)
    this.#unheard = desk.projection.subscribe(show)
    this.#pointing = followPresence(
      desk.awareness,
      () => this.#line?.isConnected() ?? false,
      (others) => {
        this.presence.set(underNames(others, this.#people))
        this.#tellStrangers()
      },
    )
    undoable()
  }

  #standUp(options: { forget: boolean }): void {
    this.#unheard()
    this.#pointing?.destroy()
    this.#pointing = null
    this.#desk?.close(options)
    this.#desk = null
  }

  #dial(): void {
    const desk = this.#desk
    if (!desk || this.#ended) return
    this.#settled = false
    this.#line = openLine({
      room: this.#ticket?.room ?? this.#room,
      doc: desk.doc,
      awareness: desk.awareness,
      token: () => this.#showTicket(),
      onChange: () => this.#tell(),
      onAcknowledged: () => this.#acknowledged(),
      onSynced: () => this.#reconcile(),
      onDenied: () => setTimeout(() => this.#line?.isConnected() || this.#line?.redial(), 1000),
      onClosed: (code) => this.#closed(code),
      onSaid: (payload) => this.#said(payload),
    })
  }

  #hangUp(): void {
    this.#stuck(0)
    this.#line?.close()
    this.#line = null
  }

  /** The token of each connection. A version that was closed while we were away changes everything: see `#switchOver`. */
  async #showTicket(): Promise<string> {
    const ticket = await this.#tickets.next().catch((problem: unknown) => {
      if (isAccessProblem(problem)) queueMicrotask(() => this.#end('access', problem.status, problem.message))
      throw problem
    })
    if (ticket.readOnly && !this.#ticket?.readOnly) {
      this.#tickets.handBack(ticket)
      queueMicrotask(() => void this.#switchOver(ticket))
      throw new Error('This version takes no more marks')
    }
    if (this.#isOutdated(ticket)) {
      this.#tickets.handBack(ticket)
      queueMicrotask(() => void this.#moveOver(ticket))
      throw new Error('The room has another document by now')
    }
    this.#takeTicket(ticket)
    await this.#desk?.readAgain()
    return ticket.ticket
  }

  #isOutdated({ epoch }: TicketDto): boolean {
    return this.#desk !== null && this.#desk.epoch !== epoch
  }

  #takeTicket(ticket: TicketDto): void {
    this.#ticket = ticket
    rememberEpoch(this.#room, ticket.epoch)
    this.canWrite.set({ allowed: !ticket.readOnly, reason: ticket.reason })
  }

  // The way out

  #closed(code: number) {
    this.#settled = false
    this.#tried = true
    switch (meaningOf(code)) {
      case 'access_ended':
        return queueMicrotask(() => void this.#comeBack(code))
      case 'version_closed':
        return queueMicrotask(() => void this.#versionClosed(code))
      case 'refused':
        return queueMicrotask(() => void this.#refused(code))
      case 'new_ticket':
      case 'retry':
        return
    }
  }

  /** Rights changed. A new ticket tells which are left; when none is given, the refusal says why. */
  async #comeBack(code: number): Promise<void> {
    if (this.#ended) return
    this.#hangUp()
    this.#tried = false
    this.#tell()
    this.#sentAway.happened()
    if (this.#sentAway.isReached()) return this.#end('access', code)
    const ticket = await this.#tickets.first({ onFailed: this.#failed })
    if (this.#ended) return
    if (!('ticket' in ticket)) return this.#end('access', ticket.status, ticket.message)
    if (ticket.readOnly && !this.#ticket?.readOnly) return this.#switchOver(ticket)
    this.#takeTicket(ticket)
    this.#dial()
  }

  /** What no ticket could say: the room cannot be read whole, or was closed since. */
  #said(payload: string): void {
    const reason = readOnlyReason(payload)
    if (reason === 'version.closed') {
      // Said at every connection to a closed version; news only to whom the ticket let write.
      if (!this.#ticket?.readOnly) queueMicrotask(() => void this.#versionClosed(4409))
    } else if (reason) this.canWrite.set({ allowed: false, reason })
  }

  async #versionClosed(code: number): Promise<void> {
    if (this.#ended) return
    if (this.#ticket) this.#takeTicket({ ...this.#ticket, readOnly: true })
    await this.#beginAgain('closed', code)
  }

  async #refused(code: number): Promise<void> {
    if (this.#ended) return
    this.#refusals.happened()
    await this.#beginAgain('refused', code)
  }

  async #switchOver(ticket: TicketDto): Promise<void> {
    if (this.#ended) return
    this.#takeTicket(ticket)
    await this.#beginAgain('closed', 4409)
  }

  async #beginAgain(why: Ended, code: number): Promise<void> {
    this.#hangUp()
    await this.#startAfresh()
    if (this.#ended) return
    this.#options.onEnded?.(why, code)
    if (this.#refusals.isReached()) return this.#end(why, code)
    this.#dial()
  }

  /** The room was given a fresh document. What was not saved in ours goes along; nobody has to do anything. */
  async #moveOver(ticket: TicketDto): Promise<void> {
    if (this.#ended) return
    this.#hangUp()
    await this.#changeDesk(ticket)
    if (!this.#ended) this.#dial()
  }

  async #changeDesk(ticket: TicketDto): Promise<void> {
    const desk = this.#desk
    await desk?.readAgain()
    if (!desk || desk !== this.#desk || this.#ended) return
    this.#luggage?.pack(desk.unsaid())
    this.#standUp({ forget: true })
    this.#takeTicket(ticket)
    this.#sitDown(desk.actorId, !ticket.readOnly)
    await this.#desk?.loaded
    this.#tell()
  }

  /** Access is over. What was not sent stays on this device, in case the person is let in again. */
  #end(why: Ended, code: number, reason: string | null = null): void {
    if (this.#ended) return
    const desk = this.#desk
    if (desk && !desk.isKept()) this.#unsent.keepAll(desk.unsent(), Y.encodeStateAsUpdate(desk.doc))
    this.#ended = true
    this.#tickets.stop()
    this.#hangUp()
    this.#unsent.keepAll(this.#luggage?.handBack() ?? [], null)
    this.canWrite.set({ allowed: false, reason: code === 403 ? reason : null })
    this.presence.set([])
    this.#unsent.offer()
    this.#tell()
    this.#options.onEnded?.(why, code)
  }

  /**
   * A new document in place of one that the server would not take. What is unsent becomes drafts first, also what another
   * tab left on the device: its copy there is forgotten.
   */
  async #startAfresh(): Promise<void> {
    const desk = this.#desk
    await desk?.readAgain()
    if (!desk || desk !== this.#desk || this.#ended) return
    this.#unsent.keepAll(desk.unsent(), Y.encodeStateAsUpdate(desk.doc))
    const keep = !this.#ticket?.readOnly && this.canWrite.get().allowed
    this.#standUp({ forget: true })
    this.#sitDown(desk.actorId, keep)
    this.#tell()
  }

  /** The server's copy is here. */
  #reconcile(): void {
    const desk = this.#desk
    if (!desk) return
    this.projection.set(desk.projection.get())
    this.#pointing?.read()
    const left = this.#writable() ? this.#luggage?.unpack(desk) : this.#luggage?.handBack()
    if (left && left.length > 0) this.#unsent.keepAll(left, null)
    this.#unsent.settle(desk)
  }

  /**
   * Only at the moment of the acknowledgement: a count of zero by itself says nothing, since an own entry is in the
   * document before the provider has counted it.
   */
  #acknowledged(): void {
    if (!this.#line?.isConnected()) return
    this.#settled = true
    this.#desk?.pending.settle()
  }

  // What is told

  #tell(): void {
    const desk = this.#desk
    const unsynced = this.#line?.unsynced() ?? 0
    const connected = this.#line?.isConnected() ?? false
    if (connected) this.#tried = true
    this.#stuck(connected ? unsynced : 0)
    const pending = (desk?.pending.count() ?? 0) + (this.#luggage?.count() ?? 0)
    this.pendingCount.set(pending)
    this.keptOnDevice.set(desk?.isKept() ?? false)
    this.saveState.set(
      saveStateOf({
        ended: this.#ended,
        readOnly: this.#ticket?.readOnly ?? false,
        connected,
        settled: this.#settled,
        tried: this.#tried,
        unsynced,
        pending,
      }),
    )
    if (!connected) this.presence.set([])
  }

  /** Somebody came whom `people` does not name: their marks show once it does. */
  #tellStrangers(): void {
    const known = new Set(this.#people.map((person) => person.actorId))
    const came = this.presence.get().some((one) => !known.has(one.actorId)) || this.#desk?.strangers(this.#people)
    const now = Date.now()
    if (!came || now - this.#strangersTold < 3000) return
    this.#strangersTold = now
    this.#options.onStranger?.()
  }

  /** The device has no network any more: the connection itself would find out much later. */
  #cut = (): void => this.#line?.redial()

  #hurry = (): void => {
    if (document.visibilityState === 'hidden') return
    this.#tickets.hurry()
    this.#line?.hurry()
    void this.#readDevice()
  }

  /** Another tab may have been closed before it could send. Whoever is just connecting reads by themselves. */
  async #readDevice(): Promise<void> {
    if (this.#line?.isConnected() && (await this.#desk?.readAgain())) this.#line?.askAgain()
  }

  #writable(): Desk | null {
    return this.canWrite.get().allowed && !this.#ended ? this.#desk : null
  }
}

/** `{"readOnly": "room.damaged"}` and nothing else is understood. */
function readOnlyReason(payload: string): string | null {
  try {
    const { readOnly } = JSON.parse(payload) as { readOnly?: unknown }
    return typeof readOnly === 'string' ? readOnly : null
  } catch {
    return null
  }
}
