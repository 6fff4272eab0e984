import { type Carried, carryIn, type Entry } from '@proofroom/proof'
import type { Desk } from './desk.ts'
import { forgetDevice, readDevice, writeDevice } from './device.ts'

/**
 * What was not saved in a document that the room gave up, on its way into the fresh one. Kept on the device: between the
 * two documents it is in neither.
 */
export type Luggage = {
  count(): number
  has(id: string): boolean
  pack(unsaid: readonly Carried[]): void
  /** The fresh document is here. Returns what cannot be said in it. */
  unpack(desk: Desk): { id: string; entry: Entry }[]
  /** For a room that takes no more: all of it comes back. */
  handBack(): { id: string; entry: Entry }[]
}

export function createLuggage(name: string): Luggage {
  const key = `proofroom.luggage.${name}`
  let carried: readonly Carried[] = readDevice<Carried[]>(key) ?? []
  let isKept = true
  const put = (next: readonly Carried[]): void => {
    carried = next
    if (next.length === 0) forgetDevice(key)
    else isKept = writeDevice(key, next)
  }
  /** Other tabs keep theirs in the same place. */
  const now = () => (isKept ? (readDevice<Carried[]>(key) ?? []) : carried)
  const empty = (): readonly Carried[] => {
    const all = now()
    put([])
    return all
  }
  return {
    count: () => carried.length,
    has: (id) => carried.some((one) => one.id === id),
    pack(unsaid) {
      const packed = new Set(unsaid.map(({ id }) => id))
      put([...now().filter(({ id }) => !packed.has(id)), ...unsaid])
    },
    unpack: (desk) => said(carryIn(desk.doc, desk.actorId, empty())),
    handBack: () => said(empty()),
  }
}

/** What was deleted is nothing to offer again. */
const said = (carried: readonly Carried[]): { id: string; entry: Entry }[] =>
  carried.flatMap(({ id, entry }) => (entry ? [{ id, entry }] : []))
