import type { CustomerPageDto, ProgressDto } from '@proofroom/contract'

export type DoorStep = {
  key: 'agreed' | 'making' | ProgressDto['items'][number]['steps'][number]['key']
  /** Of a stage, in the shop's own words. */
  words: string | null
  state: 'past' | 'now' | 'next'
  at: string | null
  by: string | null
}

/** A stretch of the way; with several things in the order, each has one of its own until the parcel. */
export type Stretch = { title: string | null; steps: DoorStep[] }

type Order = Pick<CustomerPageDto['order'], 'makingSince' | 'progress'>

/** From the signature to the door, as far as this shop tells it. */
export function doorOf({ makingSince, progress }: Order, signedAt: string | null): Stretch[] {
  const agreed: DoorStep[] = signedAt ? [{ key: 'agreed', words: null, state: 'past', at: signedAt, by: null }] : []
  const items = progress.items.map(({ title, steps }) => ({
    title,
    steps: withMaking(steps.map(arrived), makingSince),
  }))
  const [first, ...others] = items
  if (!first) return [{ title: null, steps: agreed }]
  if (others.length === 0) return [{ title: null, steps: [...agreed, ...first.steps] }]
  return [
    ...(agreed.length > 0 ? [{ title: null, steps: agreed }] : []),
    ...items.map(({ title, steps }) => ({ title, steps: steps.filter((step) => !isOut(step)) })),
    { title: null, steps: first.steps.filter(isOut) },
  ]
}

const isOut = ({ key }: DoorStep) => key === 'shipped' || key === 'delivered'

/** With whoever it is for, nothing goes on any more. */
const arrived = (step: DoorStep): DoorStep =>
  step.key === 'delivered' && step.state === 'now' ? { ...step, state: 'past' } : step

/** A shop that tells nothing of its stages tells that it is making it. */
function withMaking(steps: DoorStep[], makingSince: string | null): DoorStep[] {
  if (steps.some(({ key }) => key === 'stage')) return steps
  const isMade = steps.some(({ state }) => state !== 'next')
  const state = isMade ? 'past' : makingSince ? 'now' : 'next'
  return [{ key: 'making', words: null, state, at: makingSince, by: null }, ...steps]
}

export type DoorMoment = 'outdated' | 'held' | 'delivered' | 'shipped' | 'ready' | 'making' | 'agreed'

/** What there is to say of it first. */
export function momentOf({ move, isHeld, isOutdated, makingSince }: CustomerPageDto['order']): DoorMoment {
  if (move.phase === 'delivered' || move.phase === 'shipped') return move.phase
  if (isOutdated) return 'outdated'
  if (isHeld) return 'held'
  if (move.phase === 'ready') return 'ready'
  return makingSince ? 'making' : 'agreed'
}
