import { setTimeout as pause } from 'node:timers/promises'
import { cpuSeconds, familySeconds, machineSeconds, spreadOf } from '../measure.ts'
import { Drawer } from './drawer.ts'
import { Metronome, play } from './metronome.ts'
import type { Cpu, Deeds, JoinOrder, Order, Report, Settled } from './orders.ts'
import { Tally } from './tally.ts'

/** What each person does: two strokes a second, and a cursor twenty times a second. */
const STROKE_MS = 500
const CURSOR_MS = 50

/** Everybody of one room but the guest, and their clock: who sends and who receives share it. */
class Crowd {
  readonly #order: JoinOrder
  readonly #tally: Tally
  readonly #drawers: Drawer[]
  readonly #acknowledged: number[] = []
  #start: Cpu & { at: number } = { at: 0, server: 0, database: 0, crowd: 0, others: 0 }
  #sentBefore = { cursors: 0, shown: 0 }

  constructor(order: JoinOrder) {
    this.#order = order
    const { seats, manner, people, firstClientId, most } = order
    this.#tally = new Tally(people, most)
    this.#drawers = seats.map(
      (seat, person) =>
        new Drawer({
          ...{ seat, manner, tally: this.#tally, person, firstClientId },
          onAcknowledged: (milliseconds) => this.#acknowledged.push(milliseconds),
        }),
    )
    for (const drawer of this.#drawers) drawer.prepare(most)
  }

  async join(): Promise<void> {
    await Promise.all(this.#drawers.map(({ client }) => client.joined))
  }

  async draw(seconds: number, measured: boolean): Promise<void> {
    if (measured) this.#begin()
    const of = (person: number) => this.#drawers[person] as Drawer
    const cursors = new Metronome(this.#drawers.length, CURSOR_MS, (person) => of(person).point())
    const edits = new Metronome(this.#drawers.length, STROKE_MS, (person) => of(person).draw(measured))
    await play([cursors, edits], seconds)
  }

  /** Until everything has arrived: what a server still owes is part of its work. */
  async settle(guest: Deeds | null, seconds: number): Promise<Settled> {
    const tally = this.#tally
    if (guest) {
      tally.edits[tally.people - 1] = guest.edits
      tally.clocks[tally.people - 1] = guest.clock
    }
    const deadline = performance.now() + seconds * 1000
    while (!this.#isSettled() && performance.now() < deadline) await pause(2)
    const now = this.#look()
    const { cursors, shown } = this.#sentBefore
    return {
      missing: tally.missing(this.#drawers.length),
      ended: this.#drawers.flatMap(({ client }) => client.ended ?? []),
      edits: tally.edits,
      clocks: tally.clocks,
      reached: spreadOf(tally.reached),
      acknowledged: spreadOf(this.#acknowledged),
      cursorsShown: (tally.cursors - shown) / (this.#cursorsToShow() - cursors),
      cpu: {
        server: now.server - this.#start.server,
        database: now.database - this.#start.database,
        crowd: now.crowd - this.#start.crowd,
        others: now.others - this.#start.others,
      },
      seconds: (now.at - this.#start.at) / 1000,
    }
  }

  leave(): void {
    for (const { client } of this.#drawers) client.leave()
  }

  #begin(): void {
    this.#sentBefore = { cursors: this.#cursorsToShow(), shown: this.#tally.cursors }
    this.#start = this.#look()
  }

  #isSettled(): boolean {
    const unsaved = this.#order.manner.acknowledges && this.#drawers.some(({ client }) => client.unsaved > 0)
    return !unsaved && this.#tally.isComplete(this.#drawers.length)
  }

  /** How many cursors would have arrived in the crowd, had each been sent on. */
  #cursorsToShow(): number {
    const { clocks } = this.#tally
    return this.#drawers.reduce((sum, _, receiver) => {
      return sum + clocks.reduce((others, clock, person) => others + (person === receiver ? 0 : clock), 0)
    }, 0)
  }

  #look(): Cpu & { at: number } {
    const { user, system } = process.cpuUsage()
    const server = cpuSeconds(this.#order.server)
    const database = familySeconds(this.#order.database)
    const crowd = (user + system) / 1e6
    const others = machineSeconds() - server - database - crowd - cpuSeconds(process.ppid)
    return { at: performance.now(), server, database, crowd, others }
  }
}

function serve(): void {
  let crowd: Crowd | null = null
  const inRoom = (): Crowd => {
    if (!crowd) throw new Error('Nobody has joined.')
    return crowd
  }

  async function obey(order: Order): Promise<Report> {
    switch (order.type) {
      case 'join':
        crowd = new Crowd(order)
        await crowd.join()
        return { type: 'joined' }
      case 'draw':
        await inRoom().draw(order.seconds, order.measured)
        return { type: 'drawn' }
      case 'settle':
        return { type: 'settled', ...(await inRoom().settle(order.guest, order.seconds)) }
      case 'leave':
        inRoom().leave()
        crowd = null
        return { type: 'left' }
    }
  }

  process.on('message', (order: Order) => {
    obey(order)
      .catch((error: Error): Report => ({ type: 'failed', message: error.message }))
      .then((report) => process.send?.(report))
  })
  process.once('disconnect', () => process.exit())
}

serve()
