import type { PersonDto } from '@proofroom/contract'

/** How somebody is shown; also somebody whom `people` does not name yet. */
export function personOf(people: readonly PersonDto[], actorId: string) {
  const person = people.find((one) => one.actorId === actorId)
  return {
    name: person?.name || person?.initials || '…',
    colour: person?.colour ?? 8,
    secondOpinion: person?.secondOpinion ?? false,
  }
}
