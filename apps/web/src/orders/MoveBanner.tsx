import type { OrderDto, ProofDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { dayIn, daysBetween, firstName, formatAge, formatDay, formatInstant } from '../ui/format.ts'
import { MoveMark } from '../ui/MoveMark.tsx'
import { NextAct, type NextActProps } from './NextAct.tsx'
import { type Sentence, say } from './say.ts'
import { newestSent, openRequests } from './useOrderActs.ts'
import { markOf } from './why.ts'

type MoveBannerProps = NextActProps & { proofs: ProofDto[]; now: Date }

/** Whose move it is, since when, by when; and the next action. */
export function MoveBanner({ proofs, now, ...next }: Omit<MoveBannerProps, 'proof'>) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const { order } = next
  const proof = subject(proofs)
  const { reason, since } = order.move
  const words = {
    name: firstName(order.customer.name),
    proof: proof ? (newestSent(proof)?.number ?? 1) : 1,
    count: proof ? openRequests(proof).length : 0,
    age: formatAge(since, now),
  }
  const today = dayIn(shop.timezone, now)
  const late = order.dues.some((due) => due.late && due.kind !== 'decision')
  const kind = markOf(order.move, late)
  const isOpen = !['shipped', 'delivered', 'cancelled'].includes(order.move.phase)
  const about = aboutOf(order, (iso) => formatInstant(iso, { timeZone: shop.timezone, locale: shop.locale, now }))
  const sinceKey = sinceOf(order, reason === 'start_making' && !proof)
  return (
    <section className={`mvb mvb-${kind}`} aria-live="polite">
      <MoveMark kind={kind} />
      <div>
        <h2>{say(t, { key: `order.banner.${reason}`, values: words })}</h2>
        <p>
          {say(t, {
            key: `order.since.${sinceKey}`,
            values: { ...words, proof: order.outdated?.proof ?? words.proof },
          })}{' '}
          {about ? `${say(t, about)} ` : ''}
          {isOpen ? promise(t, order.dueOn, today) : ''}
        </p>
      </div>
      <span className="sp" />
      <NextAct {...next} proof={proof} />
    </section>
  )
}

/** What began the move: most often its reason tells. */
function sinceOf({ move: { reason }, outdated }: OrderDto, isReviewed: boolean) {
  if (reason === 'send_proof' && outdated) return 'outdated'
  return isReviewed ? 'start_reviewed' : reason
}

/** What is to be known of a move beyond its age: its hour, its words. */
function aboutOf({ move, reply, promise, held, cancelled }: OrderDto, at: (iso: string) => string): Sentence | null {
  const { reason } = move
  if (reason === 'reply' && reply) return { key: 'order.about.by', values: { at: at(reply.at) } }
  if (reason === 'send_update' && promise)
    return { key: 'order.about.update', values: { words: promise.text, at: at(promise.at) } }
  const said = reason === 'held' ? held?.reason : reason === 'cancelled' ? cancelled?.reason : null
  return said ? { key: 'order.about.words', values: { words: said } } : null
}

/** The proof the move is about: the one with open requests, else the first unsigned, else the first. */
function subject(proofs: ProofDto[]): ProofDto | undefined {
  const unsigned = (proof: ProofDto) => !proof.versions.some((version) => version.state === 'signed')
  return proofs.find((proof) => openRequests(proof).length > 0) ?? proofs.find(unsigned) ?? proofs[0]
}

function promise(t: unknown, dueOn: string | null, today: string): string {
  if (!dueOn) return ''
  const days = daysBetween(today, dueOn)
  const day = formatDay(dueOn, { today })
  if (days === 0) return say(t, { key: 'order.promised', values: { day } })
  return say(t, { key: days < 0 ? 'order.promisedLate' : 'order.promisedIn', values: { day, count: Math.abs(days) } })
}
