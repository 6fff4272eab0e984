import type { OrderDto, ProofDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Ellipsis, FilePlus, Link as LinkIcon, Pencil, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { AskWithdraw } from '../proofs/WithdrawProof.tsx'
import { Button, buttonClass } from '../ui/Button.tsx'
import { firstName } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Thumb } from '../ui/Thumb.tsx'
import { newestSent, type OrderActs } from './useOrderActs.ts'

type OrderHeaderProps = { order: OrderDto; proofs: ProofDto[]; acts: OrderActs; onEdit: () => void }

export function OrderHeader({ order, proofs, acts, onEdit }: OrderHeaderProps) {
  const { t } = useTranslation('orders')
  const { shop } = useShop()
  const proof = proofs[0]
  const version = proof && (newestSent(proof) ?? proof.versions.at(-1))
  const thumb = version?.pages[0]?.picture.thumb ?? null
  const name = firstName(order.customer.name)
  const [withdrawing, setWithdrawing] = useState(false)
  const out = proof?.versions.findLast((one) => one.state === 'sent')
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
      <span className="d">
        <Button onPress={acts.copyLink}>
          <Icon of={LinkIcon} size={16} />
          {t('order.copyLink', { name })}
        </Button>
      </span>
      <Menu
        label={t('order.more')}
        trigger={
          <Button look="quiet" icon aria-label={t('order.more')}>
            <Icon of={Ellipsis} />
          </Button>
        }
        entries={[
          { id: 'copy', label: t('order.copyLink', { name }), icon: LinkIcon, onAction: acts.copyLink },
          { id: 'edit', label: t('order.edit'), icon: Pencil, onAction: onEdit, why: order.can.edit.reason },
          {
            id: 'proof',
            label: t('order.newProof'),
            icon: FilePlus,
            onAction: acts.newProof,
            why: order.can.send.reason,
          },
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
        ]}
      />
      {proof && out ? (
        <AskWithdraw proof={proof} version={out} isOpen={withdrawing} onClose={() => setWithdrawing(false)} />
      ) : null}
    </header>
  )
}
