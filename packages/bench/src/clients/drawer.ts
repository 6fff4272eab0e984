import { cursorFrame, readCursors } from './frames.ts'
import { LightClient, type Manner, type Seat } from './light-client.ts'
import { Pen, type Person, personOf, pointing, readEdits } from './strokes.ts'
import type { Tally } from './tally.ts'

export type DrawerOptions = {
  seat: Seat
  manner: Manner
  tally: Tally
  /** This one's place among the people of the room, whose client ids follow one another. */
  person: number
  firstClientId: number
  onAcknowledged(milliseconds: number): void
}

/** Somebody who draws and points, and notes what arrives of the others. */
export class Drawer {
  readonly client: LightClient
  readonly #options: DrawerOptions
  readonly #pen: Pen
  readonly #user: Person

  constructor(options: DrawerOptions) {
    const { seat, manner, tally, person, firstClientId } = options
    this.#options = options
    this.#pen = new Pen(seat.actorId, firstClientId + person, person)
    this.#user = personOf(seat.actorId)
    this.client = new LightClient({
      seat,
      manner,
      onUpdate: (update) => {
        const now = performance.now()
        readEdits(update, (author, nth) => tally.receivedEdit(person, author, nth, now))
      },
      onCursors: (states) =>
        readCursors(states, (clientId, clock) => tally.receivedCursor(person, clientId - firstClientId, clock)),
    })
  }

  prepare(strokes: number): void {
    this.#pen.prepare(strokes)
  }

  draw(measured: boolean): void {
    const { tally, person, onAcknowledged } = this.#options
    const stroke = this.#pen.next()
    const now = performance.now()
    tally.sentEdit(person, measured ? now : Number.NaN)
    this.client.edit(stroke, () => {
      if (measured) onAcknowledged(performance.now() - now)
    })
  }

  point(): void {
    const { seat, manner, tally, person, firstClientId } = this.#options
    const clock = ++(tally.clocks[person] as number)
    const state = manner.stamps ? pointing() : { ...pointing(), user: this.#user }
    this.client.send(cursorFrame(manner.dialect, seat.room, { clientId: firstClientId + person, clock, state }))
  }
}
