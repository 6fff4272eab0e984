import type { PersonDto, TicketDto } from '@proofroom/contract'
import { addEntry, deleteEntry, editEntry, entryRef } from '@proofroom/proof'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { RoomSession } from '../types.ts'
import type { LineOptions } from './line.ts'
import { openRoom } from './session.ts'

/** The server, reduced to what a session sees of it: a document, acknowledgements, and closes. */
class FakeServer {
  doc = new Y.Doc()
  lines: FakeLine[] = []
  readOnly = false
  epoch = 1
  ticketStatus: number | null = null

  get line(): FakeLine {
    const line = this.lines.at(-1)
    if (!line) throw new Error('Nobody has called yet')
    return line
  }
  /** What stands, in a document without a past. */
  renew(): void {
    const fresh = new Y.Doc()
    for (const name of this.doc.share.keys())
      for (const [id, entry] of this.doc.getMap(name).entries()) fresh.getMap(name).set(id, entry)
    this.doc = fresh
    this.epoch++
  }
  ticket = async (): Promise<TicketDto> => {
    if (this.ticketStatus !== null) throw Object.assign(new Error('refused'), { status: this.ticketStatus })
    const reason = this.readOnly ? 'Proof 2 is signed.' : null
    return {
      ticket: 't',
      room: 'p:v2',
      epoch: this.epoch,
      actorId: 'ruth',
      colour: 1,
      readOnly: this.readOnly,
      reason,
      expiresAt: '',
    }
  }
}

class FakeLine {
  connected = false
  redials = 0
  asked = 0
  unsynced = 0
  readonly options: LineOptions
  readonly server: FakeServer
  readonly onUpdate = (_: Uint8Array, origin: unknown) => {
    if (origin === this) return
    this.unsynced += 1
    this.options.onChange()
  }
  constructor(options: LineOptions, server: FakeServer) {
    this.options = options
    this.server = server
    options.doc.on('update', this.onUpdate)
  }
  /** The whole handshake: the server's state comes, ours goes and is acknowledged. */
  async letIn(): Promise<void> {
    await this.options.token()
    this.connected = true
    Y.applyUpdate(this.options.doc, Y.encodeStateAsUpdate(this.server.doc), this)
    this.options.onSynced()
    this.acknowledge()
  }
  acknowledge(): void {
    if (!this.server.readOnly) Y.applyUpdate(this.server.doc, Y.encodeStateAsUpdate(this.options.doc))
    this.unsynced = 0
    this.options.onAcknowledged()
    this.options.onChange()
  }
  drop(code: number): void {
    this.connected = false
    this.options.onClosed(code)
    this.options.onChange()
  }
}

let server = new FakeServer()
vi.mock('./line.ts', () => ({
  openLine: (options: LineOptions) => {
    const line = new FakeLine(options, server)
    server.lines.push(line)
    return {
      isConnected: () => line.connected,
      unsynced: () => line.unsynced,
      askAgain: () => {
        line.asked += 1
      },
      hurry: () => undefined,
      redial: () => {
        line.redials += 1
      },
      close: () => options.doc.off('update', line.onUpdate),
    }
  },
}))
/** What another tab has left on the device since; null where nothing is kept. */
let leftBehind: (() => void) | null = null
const takeIn = async () => {
  leftBehind?.()
  return true
}
vi.mock('./offline-copy.ts', () => ({
  keepOffline: async () => leftBehind && { readAgain: takeIn, clear: async () => undefined, close: () => undefined },
}))

const person: PersonDto = {
  actorId: 'ruth',
  name: 'Ruth',
  initials: 'R',
  side: 'customer',
  secondOpinion: false,
  colour: 1,
  canAnnotate: true,
  canResolve: false,
  you: true,
}
const pin = (text: string) =>
  ({ kind: 'annotation', page: 'front', shape: 'pin', geometry: { x: 0.5, y: 0.5 }, text }) as const

describe('a session', () => {
  let room: RoomSession
  let page = new EventTarget()
  const ended = vi.fn()
  const texts = () => room.projection.get().annotations.map((one) => one.text)
  const draftTexts = () => room.drafts.get().map(({ entry }) => 'text' in entry && entry.text)
  const dialled = (count: number) => vi.waitFor(() => expect(server.lines).toHaveLength(count))

  beforeEach(async () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    })
    page = new EventTarget()
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page))
    leftBehind = null
    vi.stubGlobal('document', { addEventListener: () => undefined, removeEventListener: () => undefined })
    ended.mockReset()
    server = new FakeServer()
    room = openRoom({ versionId: 'v2', getTicket: server.ticket, people: [person], onEnded: ended })
    await dialled(1)
    await server.line.letIn()
  })
  afterEach(() => {
    room.close()
    vi.unstubAllGlobals()
  })

  test('is saved only when the server has acknowledged', () => {
    expect(room.saveState.get()).toBe('saved')
    const ref = room.refOf(room.add(pin('Lower')))
    expect([room.saveState.get(), room.isSaved(ref), room.pendingCount.get()]).toEqual(['saving', false, 1])
    server.line.acknowledge()
    expect([room.saveState.get(), room.isSaved(ref), room.pendingCount.get()]).toEqual(['saved', true, 0])
  })

  test('goes on offline and tells so', () => {
    server.line.drop(1006)
    room.add(pin('Offline'))
    expect([room.saveState.get(), room.pendingCount.get()]).toEqual(['offline', 1])
    expect(texts()).toEqual(['Offline'])
    expect(ended).not.toHaveBeenCalled()
  })

  test('version closed: what arrived stays, what did not becomes a draft, and nothing more is written', async () => {
    room.add(pin('Arrived'))
    server.line.acknowledge()
    room.add(pin('Too late'))
    server.readOnly = true
    server.line.drop(4409)
    await dialled(2)
    await server.line.letIn()
    expect(texts()).toEqual(['Arrived'])
    expect(draftTexts()).toEqual(['Too late'])
    expect(room.canWrite.get()).toEqual({ allowed: false, reason: 'Proof 2 is signed.' })
    expect(room.saveState.get()).toBe('saved')
    expect(ended.mock.calls).toEqual([['closed', 4409]])
    room.add(pin('Even later'))
    expect(texts()).toEqual(['Arrived'])
    expect(draftTexts()).toEqual(['Too late', 'Even later'])
  })

  test('version closed while away: found out by the next ticket, and the old document is never sent', async () => {
    server.line.drop(1006)
    room.add(pin('Drawn in the train'))
    server.readOnly = true
    await expect(server.line.options.token()).rejects.toThrow()
    await dialled(2)
    await server.line.letIn()
    expect(texts()).toEqual([])
    expect(draftTexts()).toEqual(['Drawn in the train'])
  })

  test('version closed: what arrived and was changed on another device since is no draft', async () => {
    const id = room.add(pin('Lower'))
    server.line.acknowledge()
    server.line.drop(1006)
    editEntry(server.doc, 'ruth', id, { text: 'Much lower' })
    server.readOnly = true
    await expect(server.line.options.token()).rejects.toThrow()
    await dialled(2)
    await server.line.letIn()
    expect(texts()).toEqual(['Much lower'])
    expect(draftTexts()).toEqual([])
  })

  test('version closed: what arrived unnoticed and was deleted on another device since is no draft', async () => {
    const id = room.add(pin('Lower'))
    Y.applyUpdate(server.doc, Y.encodeStateAsUpdate(server.line.options.doc))
    server.line.drop(1006)
    deleteEntry(server.doc, 'ruth', id)
    server.readOnly = true
    await expect(server.line.options.token()).rejects.toThrow()
    await dialled(2)
    await server.line.letIn()
    expect([texts(), draftTexts()]).toEqual([[], []])
  })

  test('a draft that answers what is not in this room stays one: it would be refused, and all after it', async () => {
    const mark = room.refOf(room.add(pin('Lower')))
    server.line.acknowledge()
    room.reply(mark, 'Here?')
    server.readOnly = true
    server.line.drop(4409)
    await dialled(2)
    await server.line.letIn()
    room.close()
    server = new FakeServer()
    room = openRoom({ versionId: 'v3', getTicket: server.ticket, people: [person] })
    await dialled(1)
    await server.line.letIn()
    for (const { id } of room.drafts.get()) room.sendDraft(id, 'front')
    expect(draftTexts()).toEqual(['Here?'])
    expect(room.pendingCount.get()).toBe(0)
  })

  test('refused: a fresh document, the unsent offered, and offered again it goes through', async () => {
    room.add(pin('Arrived'))
    server.line.acknowledge()
    room.add(pin('Refused'))
    const before = server.line.options.doc
    server.line.drop(4422)
    await dialled(2)
    expect(server.line.options.doc).not.toBe(before)
    await server.line.letIn()
    expect(texts()).toEqual(['Arrived'])
    const draft = room.drafts.get()[0]
    expect(draftTexts()).toEqual(['Refused'])
    room.sendDraft(draft?.id ?? '', 'front')
    server.line.acknowledge()
    expect(room.drafts.get()).toEqual([])
    expect(texts()).toEqual(['Arrived', 'Refused'])
  })

  test('refused again and again: gives up instead of going round for ever', async () => {
    for (let round = 1; round <= 3; round++) {
      await dialled(round)
      if (round > 1) await server.line.letIn()
      server.line.drop(4422)
      await Promise.resolve()
    }
    await vi.waitFor(() => expect(room.saveState.get()).toBe('closed'))
    expect(server.lines).toHaveLength(3)
  })

  test('a fresh document of the room: what was not saved goes along, edits and deletions too', async () => {
    const edited = room.add(pin('Edited'))
    const deleted = room.add(pin('Deleted'))
    server.line.acknowledge()
    server.line.drop(1013)
    room.edit(edited, { text: 'Edited again' })
    room.remove(deleted)
    room.add(pin('Drawn offline'))
    server.renew()
    await expect(server.line.options.token()).rejects.toThrow()
    await dialled(2)
    expect([room.saveState.get(), room.pendingCount.get(), texts().sort()]).toEqual([
      'offline',
      3,
      ['Drawn offline', 'Edited again'],
    ])
    await server.line.letIn()
    expect(texts().sort()).toEqual(['Drawn offline', 'Edited again'])
    expect([room.saveState.get(), room.pendingCount.get(), draftTexts()]).toEqual(['saved', 0, []])
    expect([...server.doc.getMap('u:ruth').keys()]).toHaveLength(2)
    expect(ended).not.toHaveBeenCalled()
  })

  test('a fresh document without the mark that an answer was for: the answer is offered again', async () => {
    addEntry(server.doc, 'maya', pin('Maya’s'), 'gone')
    Y.applyUpdate(server.line.options.doc, Y.encodeStateAsUpdate(server.doc), server.line)
    server.line.drop(1013)
    room.reply(entryRef('maya', 'gone'), 'I like it')
    server.doc.getMap('u:maya').delete('gone')
    server.renew()
    await expect(server.line.options.token()).rejects.toThrow()
    await dialled(2)
    await server.line.letIn()
    expect(draftTexts()).toEqual(['I like it'])
    expect(room.saveState.get()).toBe('saved')
  })

  test('access ended: closed, nothing written, nothing lost', async () => {
    room.add(pin('Arrived'))
    server.line.acknowledge()
    room.add(pin('Not sent'))
    server.ticketStatus = 410
    server.line.drop(4403)
    await vi.waitFor(() => expect(room.saveState.get()).toBe('closed'))
    expect(ended.mock.calls).toEqual([['access', 410]])
    expect(draftTexts()).toEqual(['Not sent'])
  })

  test('rights taken: the room goes on read-only and says why', async () => {
    room.add(pin('Arrived'))
    server.line.acknowledge()
    room.add(pin('Not sent'))
    server.readOnly = true
    server.line.drop(4403)
    await dialled(2)
    await server.line.letIn()
    expect(texts()).toEqual(['Arrived'])
    expect(draftTexts()).toEqual(['Not sent'])
    expect(room.canWrite.get()).toEqual({ allowed: false, reason: 'Proof 2 is signed.' })
    expect(ended.mock.calls).toEqual([['closed', 4409]])
  })

  test('other rights of the same kind: the room goes on with what was not sent', async () => {
    room.add(pin('Not sent'))
    server.line.drop(4403)
    await dialled(2)
    await server.line.letIn()
    expect([texts(), room.saveState.get()]).toEqual([['Not sent'], 'saved'])
    expect(ended).not.toHaveBeenCalled()
  })

  test('sent away again and again: gives up', async () => {
    for (let round = 1; round <= 3; round++) {
      await dialled(round)
      server.line.drop(4403)
    }
    await vi.waitFor(() => expect(room.saveState.get()).toBe('closed'))
    expect(server.lines).toHaveLength(3)
  })

  test('a damaged room is looked at only', () => {
    server.line.options.onSaid('{"readOnly":"room.damaged"}')
    expect(room.canWrite.get()).toEqual({ allowed: false, reason: 'room.damaged' })
    server.line.options.onSaid('not a message')
    expect(ended).not.toHaveBeenCalled()
  })

  test('closed since the ticket: what is on the way becomes a draft', async () => {
    room.add(pin('Too late'))
    server.readOnly = true
    server.line.options.onSaid('{"readOnly":"version.closed"}')
    await dialled(2)
    await server.line.letIn()
    server.line.options.onSaid('{"readOnly":"version.closed"}')
    expect(draftTexts()).toEqual(['Too late'])
    expect(server.lines).toHaveLength(2)
    expect(ended.mock.calls).toEqual([['closed', 4409]])
  })

  test('without a network gives its connection up', () => {
    page.dispatchEvent(new Event('offline'))
    expect(server.line.redials).toBe(1)
  })

  test('asks for people anew when the ticket hands out another colour', async () => {
    const onStranger = vi.fn()
    room.close()
    server = new FakeServer()
    const known = { ...person, colour: 4 }
    room = openRoom({ versionId: 'v2', getTicket: server.ticket, people: [known], onStranger })
    await vi.waitFor(() => expect(onStranger).toHaveBeenCalledTimes(1))
  })

  test('undo takes back one’s own only', () => {
    addEntry(server.doc, 'maya', pin('Maya’s'))
    Y.applyUpdate(server.line.options.doc, Y.encodeStateAsUpdate(server.doc), server.line)
    room.setPeople([person, { ...person, actorId: 'maya', you: false, side: 'shop' }])
    room.add(pin('Mine'))
    expect([...texts()].sort()).toEqual(['Maya’s', 'Mine'])
    room.undo()
    expect(texts()).toEqual(['Maya’s'])
    expect([room.canUndo.get(), room.canRedo.get()]).toEqual([false, true])
    room.redo()
    expect([...texts()].sort()).toEqual(['Maya’s', 'Mine'])
  })

  test('tells when somebody is here whom nobody has named', async () => {
    const onStranger = vi.fn()
    room.close()
    server = new FakeServer()
    room = openRoom({ versionId: 'v2', getTicket: server.ticket, people: [person], onStranger })
    await dialled(1)
    const id = addEntry(server.doc, 'carol', pin('Hello'))
    await server.line.letIn()
    expect(onStranger).toHaveBeenCalledTimes(1)
    expect(texts()).not.toContain('Hello')
    room.setPeople([person, { ...person, actorId: 'carol', you: false }])
    expect(room.projection.get().annotations.map((one) => one.ref)).toEqual([entryRef('carol', id)])
  })

  describe('beside another tab', () => {
    /** Another tab of Ruth's draws, and is closed before it can send. */
    const leave = (text: string) => {
      const other = new Y.Doc()
      const ref = entryRef('ruth', addEntry(other, 'ruth', pin(text)))
      localStorage.setItem('proofroom.pending.ruth:p:v2', JSON.stringify([[ref, ref]]))
      leftBehind = () => Y.applyUpdate(server.line.options.doc, Y.encodeStateAsUpdate(other))
    }

    beforeEach(async () => {
      room.close()
      leftBehind = () => undefined
      server = new FakeServer()
      room = openRoom({ versionId: 'v2', getTicket: server.ticket, people: [person], onEnded: ended })
      await dialled(1)
      await server.line.letIn()
    })

    test('sends what that one left on the device, when somebody looks at this one', async () => {
      leave('Left behind')
      page.dispatchEvent(new Event('online'))
      await vi.waitFor(() => expect(server.line.asked).toBe(1))
      expect([texts(), room.saveState.get()]).toEqual([['Left behind'], 'saving'])
      server.line.acknowledge()
      expect(room.saveState.get()).toBe('saved')
    })

    test('sends it with the next connection', async () => {
      server.line.drop(1006)
      leave('Left behind')
      await server.line.letIn()
      expect([texts(), room.saveState.get()]).toEqual([['Left behind'], 'saved'])
    })

    test('keeps it as a draft when the version is closed', async () => {
      leave('Left behind')
      server.readOnly = true
      server.line.drop(4409)
      await dialled(2)
      await server.line.letIn()
      expect(draftTexts()).toEqual(['Left behind'])
    })
  })
})
