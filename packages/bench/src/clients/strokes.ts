import { addEntry } from '@proofroom/proof'
import * as Y from 'yjs'

/** An entry's id says who drew it and which of theirs it is: sixteen characters, like those that the app makes. */
const MARKER = 'edit-'
const PERSON_DIGITS = 3
const NTH_DIGITS = 7

export const editId = (person: number, nth: number): string =>
  `${MARKER}${String(person).padStart(PERSON_DIGITS, '0')}-${String(nth).padStart(NTH_DIGITS, '0')}`

/** The ids of everything that people drew who drew so many each. */
export const editIds = (edits: readonly number[]): string[] =>
  edits.flatMap((count, person) => Array.from({ length: count }, (_, nth) => editId(person, nth)))

const MARK = Buffer.from(MARKER)

/** Which edits an update has, without decoding it: a server may have merged those of several people into one. */
export function readEdits(update: Uint8Array, each: (person: number, nth: number) => void): void {
  const bytes = Buffer.from(update.buffer, update.byteOffset, update.byteLength)
  for (let at = bytes.indexOf(MARK); at !== -1; at = bytes.indexOf(MARK, at)) {
    const person = at + MARK.length
    const nth = person + PERSON_DIGITS + 1
    at = nth + NTH_DIGITS
    each(digits(bytes, person, PERSON_DIGITS), digits(bytes, nth, NTH_DIGITS))
  }
}

function digits(bytes: Buffer, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at++) value = value * 10 + ((bytes[at] ?? 0) - 48)
  return value
}

/** A short pen stroke: two dozen points, as they are left after simplification. */
export const strokeOf = (x: number, y: number) => ({
  points: Array.from({ length: 48 }, (_, i) => round4(((i % 2 ? y : x) + i / 100) % 1)),
})

export function addStroke(doc: Y.Doc, actorId: string, id: string): void {
  const geometry = strokeOf(Math.random(), Math.random())
  addEntry(doc, actorId, { kind: 'annotation', page: 'front', shape: 'freehand', geometry }, id)
}

/** Draws strokes ahead of time, as updates that the guard accepts. */
export class Pen {
  readonly #doc = new Y.Doc()
  readonly #actorId: string
  readonly #person: number
  readonly #ready: Uint8Array[] = []
  #drawn = 0

  constructor(actorId: string, clientId: number, person: number) {
    this.#actorId = actorId
    this.#person = person
    this.#doc.clientID = clientId
    this.#doc.on('update', (update: Uint8Array) => this.#ready.push(update))
  }

  prepare(strokes: number): void {
    while (this.#ready.length < strokes) this.#draw()
  }

  next(): Uint8Array {
    this.prepare(1)
    return this.#ready.shift() as Uint8Array
  }

  #draw(): void {
    addStroke(this.#doc, this.#actorId, editId(this.#person, this.#drawn++))
  }
}

export type Person = { actorId: string; name: string; initials: string; colour: number; side: 'shop' | 'customer' }

export const personOf = (actorId: string): Person => ({
  ...{ actorId, name: 'Ruth Keller', initials: 'RK', colour: 3, side: 'customer' },
})

/** What the room's page says of somebody who points somewhere. */
export const pointing = () => ({
  cursor: { page: 'front', x: round4(Math.random()), y: round4(Math.random()) },
  drawing: null,
  typing: null,
})

const round4 = (value: number): number => Number(value.toFixed(4))
