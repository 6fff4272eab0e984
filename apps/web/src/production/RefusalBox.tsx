import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useBoard } from './board-context.ts'
import type { Refusal } from './useMoves.ts'

const MOST_REASONS = 3

/** What it says of one card or of several. */
function useRefusalWords({ to, cards }: Refusal) {
  const { t } = useTranslation('production')
  const { nameOf } = useBoard()
  const reasons = [...new Set(cards.map((one) => one.reason))]
  return {
    title: t('refused.title', { count: cards.length, place: nameOf(to) }),
    reasons: reasons.slice(0, MOST_REASONS),
    more: Math.max(0, reasons.length - MOST_REASONS),
  }
}

/** On the card that came back: why, and what can be done about it. */
export function RefusalBox({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation('production')
  const { setRefusal, askWhy } = useBoard()
  const { title, reasons } = useRefusalWords(refusal)
  const canOverride = refusal.cards.some((one) => one.canOverride)
  return (
    <div className="no" role="status">
      <b>{title}</b>
      {reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <div className="acts">
        {canOverride ? (
          <Button size="sm" onPress={() => askWhy(refusal)}>
            {t('refused.anyway')}
          </Button>
        ) : (
          <OrderLink refusal={refusal} />
        )}
        <Button size="sm" onPress={() => setRefusal(null)}>
          {t('refused.leave')}
        </Button>
      </div>
    </div>
  )
}

function OrderLink({ refusal, wide }: { refusal: Refusal; wide?: boolean }) {
  const { t } = useTranslation('production')
  const { shop } = useShop()
  const { board } = useBoard()
  const card = board.cards.find((one) => one.id === refusal.cards[0]?.id)
  if (!card || refusal.cards.length > 1) return <span />
  return (
    <Link
      className={wide ? buttonClass({ size: 'lg', wide }) : buttonClass({ size: 'sm' })}
      to="/s/$shop/orders/$order"
      params={{ shop: shop.code, order: card.order.code }}
    >
      {t('refused.order')}
    </Link>
  )
}

/** The same on a phone: a sheet from below. */
export function RefusalSheet() {
  const { refusal, setRefusal, isNarrow } = useBoard()
  if (!refusal || !isNarrow) return null
  return <RefusedSheet refusal={refusal} onClose={() => setRefusal(null)} />
}

function RefusedSheet({ refusal, onClose }: { refusal: Refusal; onClose: () => void }) {
  const { t } = useTranslation('production')
  const { askWhy } = useBoard()
  const { title, reasons } = useRefusalWords(refusal)
  return (
    <Dialog title={title} lead={reasons.map((reason) => <p key={reason}>{reason}</p>)} isOpen onClose={onClose}>
      <div className="bo-sheet-acts">
        <OrderLink refusal={refusal} wide />
        {refusal.cards.some((one) => one.canOverride) ? (
          <Button size="lg" wide onPress={() => askWhy(refusal)}>
            {t('refused.anyway')}
          </Button>
        ) : null}
        <Button size="lg" wide look="quiet" onPress={onClose}>
          {t('refused.leave')}
        </Button>
      </div>
    </Dialog>
  )
}
