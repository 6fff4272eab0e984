import type { DueDto, MoveDto } from '@proofroom/contract'
import { type Clock, dayIn, daysBetween, formatAge, formatDay, formatInstant } from '../ui/format.ts'
import type { Sentence } from './say.ts'

type WordedDue = Sentence & { late: boolean }
type Reading = Required<Pick<Clock, 'timeZone' | 'now'>> & { locale?: string }

/** What is due and when, as the shop says it today: "Reply by 14:10", "Ship tomorrow", "Proof 2 days late". */
export function wordDue(
  { kind: owed, day, at, late }: DueDto,
  reason: MoveDto['reason'] | null,
  { timeZone, locale, now }: Reading,
): WordedDue {
  // What needs no customer's proof is reviewed by the day on which a proof would be due.
  const kind = owed === 'proof' && reason === 'review' ? 'review' : owed
  const today = dayIn(timeZone, now)
  const days = daysBetween(today, day)
  if (at && late) return { key: `dues.${kind}.past`, values: { age: formatAge(at, now) }, late }
  if (late) return { key: `dues.${kind}.late`, values: { count: Math.max(1, -days) }, late }
  const time = at && formatInstant(at, { timeZone, now: new Date(at) })
  if (days === 0)
    return time ? { key: `dues.${kind}.by`, values: { time }, late } : { key: `dues.${kind}.today`, values: {}, late }
  if (days === 1) return { key: `dues.${kind}.tomorrow`, values: {}, late }
  return { key: `dues.${kind}.day`, values: { day: formatDay(day, locale ? { locale, today } : { today }) }, late }
}
