import type { OrderDto, ProofDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import {
  ArrowLeft,
  Ban,
  CopyPlus,
  Ellipsis,
  FilePlus,
  Link as LinkIcon,
  Lock,
  LockOpen,
  MessageCircle,
  Pause,
  Pencil,
  Send,
  Tag,
  Undo2,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { endLegalHold } from '../privacy/api.ts'
import { AskWithdraw } from '../proofs/WithdrawProof.tsx'
import { Button, buttonClass } from '../ui/Button.tsx'
import { firstName } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import { Thumb } from '../ui/Thumb.tsx'
import type { LifeAct } from './life/LifeDialogs.tsx'
import type { Life } from './life/useLife.ts'
import { draftOf, newestSent, type OrderActs } from './useOrderActs.ts'

type Opens = (act: LifeAct | 'edit') => void
type OrderHeaderProps = { order: OrderDto; proofs: ProofDto[]; acts: OrderActs; life: Life; onOpen: Opens }

export function OrderHeader({ order, proofs, acts, life, onOpen }: OrderHeaderProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const proof = proofs[0]
  const version = proof && (newestSent(proof) ?? proof.versions.at(-1))
  const thumb = (!order.anonymisedAt && version?.pages[0]?.picture.thumb) || null
  const name = firstName(order.customer.name)
  const [withdrawing, setWithdrawing] = useState(false)
  const out = proof?.versions.findLast((one) => one.state === 'sent')
  const lifeEntries = useLifeEntries(order, life, onOpen)
  const mayLink = order.can.link.allowed
  return (
    <header className="oh">
      <Link
        className={buttonClass({ look: 'quiet', icon: true })}
        to="/s/$shop/orders"
        params={{ shop: shop.code }}
        aria-label={t('order.back')}
      >
        <Icon of={ArrowLeft} />
      </Link>
      <span className="d">
        <Thumb src={thumb} size={44} />
      </span>
      <div className="oh-who">
        <h1 className="el">{order.customer.name}</h1>
        <p className="el">{t('order.sub', { title: order.title, label: order.label })}</p>
      </div>
      <span className="sp" />
      {mayLink ? (
        <span className="d">
          <Button onPress={acts.copyLink}>
            <Icon of={LinkIcon} size={16} />
            {t('order.copyLink', { name })}
          </Button>
        </span>
      ) : null}
      <Menu
        label={t('order.more')}
        trigger={
          <Button look="quiet" icon aria-label={t('order.more')}>
            <Icon of={Ellipsis} />
          </Button>
        }
        entries={[
          {
            id: 'copy',
            label: t('order.copyLink', { name }),
            icon: LinkIcon,
            onAction: acts.copyLink,
            why: order.can.link.reason,
          },
          {
            id: 'edit',
            label: t('order.edit'),
            icon: Pencil,
            onAction: () => onOpen('edit'),
            why: order.can.edit.reason,
          },
          {
            id: 'proof',
            label: t('order.newProof'),
            icon: FilePlus,
            onAction: acts.newProof,
            why: order.can.send.reason,
          },
          // Where customers answer, their requests lead to the next one.
          ...(proof && version && !shop.customerLinks
            ? [
                {
                  id: 'next',
                  label: t(draftOf(proof) ? 'tl.continueDraft' : 'tl.startNext', {
                    proof: draftOf(proof)?.number ?? version.number + 1,
                  }),
                  icon: FilePlus,
                  onAction: () => acts.startNext(proof),
                  why: order.can.send.reason,
                },
              ]
            : []),
          ...(proof && out
            ? [
                {
                  id: 'withdraw',
                  label: t('order.withdraw', { proof: out.number }),
                  icon: Undo2,
                  onAction: () => setWithdrawing(true),
                  why: proof.can.withdraw.reason,
                },
              ]
            : []),
          ...lifeEntries,
        ]}
      />
      {proof && out ? (
        <AskWithdraw proof={proof} version={out} isOpen={withdrawing} onClose={() => setWithdrawing(false)} />
      ) : null}
    </header>
  )
}

/** Everything that is rarely wanted. Whoever may not finds nothing of it here. */
function useLifeEntries(order: OrderDto, life: Life, onOpen: Opens): MenuEntry[] {
  const { can, customer, held, cancelled, legalHold, anonymisedAt } = order
  const { t } = useTranslation(['orders', 'privacy'])
  const { shop } = useShop()
  if (!can.mark.allowed || anonymisedAt) return []
  const endHold = () => void life.keep(endLegalHold(shop.code, order.code), t('privacy:hold.ended'))
  const name = firstName(customer.name)
  const marks: MenuEntry[] = [
    { id: 'marks', label: t('life.marksGo'), icon: Tag, onAction: () => onOpen('marks') },
    { id: 'duplicate', label: t('life.duplicate'), icon: CopyPlus, onAction: () => onOpen('duplicate') },
    legalHold
      ? { id: 'legal', label: t('privacy:hold.end'), icon: LockOpen, onAction: endHold }
      : { id: 'legal', label: t('privacy:hold.set'), icon: Lock, onAction: () => onOpen('legal') },
  ]
  if (cancelled) return marks
  return [
    ...marks,
    { id: 'reply', label: t('life.reply', { name }), icon: MessageCircle, onAction: () => onOpen('reply') },
    { id: 'promise', label: t('life.promise'), icon: Send, onAction: () => onOpen('promise') },
    {
      id: 'hold',
      label: t(held ? 'life.holdAgain' : 'life.hold'),
      icon: Pause,
      onAction: () => onOpen('hold'),
      why: can.hold.reason,
    },
    {
      id: 'cancel',
      label: t('life.cancel'),
      icon: Ban,
      onAction: () => onOpen('cancel'),
      why: can.cancel.reason,
      destructive: true,
    },
  ]
}
