import type { ChangeRequestDto, ProofDto, TimelineEntryDto } from '@proofroom/contract'
import { firstName } from '../ui/format.ts'
import type { MoveMarkKind } from '../ui/MoveMark.tsx'
import type { Sentence } from './say.ts'

/** What happened, as one sentence of `orders:tl.*`. */
export function sentenceOfEntry(entry: TimelineEntryDto, who: string): Sentence {
  const key = `tl.${entry.kind.replace('.', '_')}`
  const values = { who, proof: entry.proof?.number ?? 0, count: entry.requests.length, title: entry.card?.title }
  if (entry.kind === 'proof.viewed' && entry.device)
    return { key: 'tl.proof_viewed_on', values: { ...values, device: inSentence(entry.device) } }
  if (entry.source) return { key: `${key}_${entry.source}`, values }
  if (entry.kind === 'item.moved') return movedSentence(entry, who)
  if (entry.kind === 'order.changed' || entry.kind === 'order.marked') return { key, values: { who } }
  if (entry.kind === 'order.created' && entry.order)
    return { key: 'tl.order_created_like', values: { who, label: entry.order.label } }
  if (entry.kind.startsWith('file.')) return { key, values: { who, file: entry.file ?? '' } }
  if (entry.kind === 'order.duplicated') return { key, values: { who, label: entry.order?.label ?? '' } }
  const [about] = entry.requests
  if (entry.kind.startsWith('request.') && about)
    return { key: `${key}_${about.state}`, values: { who, number: about.number } }
  return { key, values }
}

/** A stage has its own name; the other places have ours. */
function movedSentence({ card }: TimelineEntryDto, who: string): Sentence {
  const values = { who, title: card?.title, stage: card?.to?.name }
  return { key: `tl.item_moved_${card?.to?.name ? 'stage' : (card?.to?.place ?? 'stage')}`, values }
}

/** "in Safari on iPhone", "on iPhone": the device as it stands in the sentence. */
const inSentence = (device: string) => `${device.includes(' on ') ? 'in' : 'on'} ${device}`

/** Everyday things are small; what moved the order stands out with its own mark. */
export function weightOf(kind: TimelineEntryDto['kind']): { big: boolean; mark: MoveMarkKind | 'send' | 'dot' } {
  switch (kind) {
    case 'proof.changes_requested':
      return { big: true, mark: 'you' }
    case 'proof.approved':
    case 'etsy.extra_bought':
      return { big: true, mark: 'ok' }
    case 'proof.sent':
      return { big: true, mark: 'send' }
    case 'making.started':
    case 'item.moved':
      return { big: false, mark: 'make' }
    case 'order.shipped':
    case 'order.held':
    case 'order.cancelled':
      return { big: true, mark: 'wait' }
    default:
      return { big: false, mark: 'dot' }
  }
}

type Names = { someone: string; theShop: string; system: string; you: string }

/** Who did it, in one word where that is enough. */
export function whoOf({ actor }: TimelineEntryDto, me: string, customer: string, names: Names): string {
  if (actor.type === 'guest') return actor.name ? firstName(actor.name) : firstName(customer)
  if (actor.type === 'system') return names.system
  if (actor.name === null) return actor.type === 'member' ? names.theShop : names.someone
  return actor.name === me ? names.you : firstName(actor.name)
}

/** The numbered requests of an entry with where they point, from the proof where it is read already. */
export function requestsOf(entry: TimelineEntryDto, proof: ProofDto | undefined): (ChangeRequestDto | null)[] {
  return entry.requests.map(
    ({ number }) =>
      proof?.requests.find((one) => one.number === number && one.versionId === entry.proof?.versionId) ?? null,
  )
}

/** The same small act again and again (an answer polished in three steps) is told once, at its newest. */
export function folded(entries: readonly TimelineEntryDto[]): TimelineEntryDto[] {
  return entries.filter((entry, index) => {
    const newer = entries[index - 1]
    return !newer || entry.kind !== 'request.answered' || !sameAct(entry, newer)
  })
}

const sameAct = (a: TimelineEntryDto, b: TimelineEntryDto) =>
  a.kind === b.kind &&
  a.actor.name === b.actor.name &&
  a.requests.map((one) => one.number).join() === b.requests.map((one) => one.number).join()
