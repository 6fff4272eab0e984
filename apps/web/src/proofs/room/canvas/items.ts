import type { PersonDto } from '@proofroom/contract'
import type { ThreadItem } from '../threads.ts'
import type { EaselMark } from './easel.ts'
import type { PinItem } from './Pins.tsx'

export function pinsOf(
  items: readonly ThreadItem[],
  people: readonly PersonDto[],
  isUnsent: (ref: string) => boolean,
): PinItem[] {
  return items.flatMap((item) => {
    if (!item.mark || item.deleted) return []
    const person = people.find((one) => one.actorId === item.actorId)
    const { key, number, mark, text, done } = item
    const initials = person?.initials ?? ''
    const unsent = item.thread !== null && isUnsent(key)
    const who = { initials, name: person?.name || initials, colour: person?.colour ?? 8 }
    return [{ key, number, mark, text, done, unsent, ...who }]
  })
}

export function easelMarksOf(items: readonly ThreadItem[], people: readonly PersonDto[]): EaselMark[] {
  return items.flatMap((item) => {
    if (!item.mark || item.deleted) return []
    const person = people.find((one) => one.actorId === item.actorId)
    const { key, mark, text, done } = item
    const own = item.thread !== null && (person?.you ?? false)
    return [{ key, mark, text, done, own, colour: person?.colour ?? 8, selected: false }]
  })
}
