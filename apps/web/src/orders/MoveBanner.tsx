import type { OrderDto, ProofDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { dayIn, daysBetween, firstName, formatAge, formatDay } from '../ui/format.ts'
import { MoveMark } from '../ui/MoveMark.tsx'
import { say } from './say.ts'
import { draftOf, newestSent, type OrderActs, openRequests } from './useOrderActs.ts'
import { markOf } from './why.ts'

type MoveBannerProps = { order: OrderDto; proofs: ProofDto[]; now: Date; acts: OrderActs }

/** Whose move it is, since when, by when; and the next action. */
export function MoveBanner({ order, proofs, now, acts }: MoveBannerProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const proof = subject(proofs)
  const { reason, since } = order.move
  const words = {
    name: firstName(order.customer.name),
    proof: proof ? (newestSent(proof)?.number ?? 1) : 1,
    count: proof ? openRequests(proof).length : 0,
    age: formatAge(since, now),
  }
  const today = dayIn(shop.timezone, now)
  const late = order.dueOn !== null && daysBetween(today, order.dueOn) < 0
  const kind = markOf(order.move, late)
  return (
    <section className={`mvb mvb-${kind}`} aria-live="polite">
      <MoveMark kind={kind} />
      <div>
        <h2>{say(t, { key: `order.banner.${reason}`, values: words })}</h2>
        <p>
          {say(t, { key: `order.since.${reason}`, values: words })} {promise(t, order.dueOn, today)}
        </p>
      </div>
      <span className="sp" />
      <NextAct order={order} proof={proof} acts={acts} />
    </section>
  )
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

function NextAct({ order, proof, acts }: { order: OrderDto; proof: ProofDto | undefined; acts: OrderActs }) {
  const { t } = useTranslation('orders')
  const ink = (label: string, onPress: () => void) => (
    <Button look="ink" onPress={onPress}>
      {label}
    </Button>
  )
  const sent = proof && newestSent(proof)
  switch (order.move.reason) {
    case 'send_first_proof':
    case 'send_proof':
      if (!order.can.send.allowed) return <Why reason={order.can.send.reason} />
      if (!proof) return ink(t('act.create_proof'), acts.newProof)
      return ink(draftOf(proof) ? t('act.open_draft') : t('act.create_proof'), () => acts.startNext(proof))
    case 'answer_requests':
      if (!proof || !sent) return null
      return ink(t('order.openProof', { proof: sent.number }), () => acts.openRoom(proof.id, sent.number))
    case 'start_making':
      return order.can.startMaking.allowed ? (
        ink(t('act.start_making'), acts.startMaking)
      ) : (
        <Why reason={order.can.startMaking.reason} />
      )
    case 'open_proof':
    case 'decide':
      if (!proof || !order.can.link.allowed) return null
      return <Button onPress={() => acts.copyMessage(proof.id)}>{t('act.copy_message')}</Button>
    default:
      return null
  }
}

const Why = ({ reason }: { reason: string | null }) => <p className="off-why">{reason}</p>
