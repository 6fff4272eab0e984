import type { ProofDto, SentDto } from '@proofroom/contract'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Copy, Link as LinkIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { firstName } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useCopy } from '../ui/useCopy.ts'
import { WithdrawProof } from './WithdrawProof.tsx'

/** After sending: the message to paste, the link, the QR, and what was mailed. */
export function SentPanel({ proof, sent }: { proof: ProofDto; sent: SentDto }) {
  const { t } = useTranslation('proofs')
  const { shop } = useShop()
  const copy = useCopy()
  const name = firstName(proof.customerName)
  const { number } = sent.version
  const told = sent.mailedTo ? t('sent.mailed', { email: sent.mailedTo }) : t('sent.notMailed', { name })
  const back = { to: '/s/$shop/orders/$order', params: { shop: shop.code, order: proof.orderCode } } as const
  return (
    <div className="draft">
      <header className="oh">
        <Link
          className={buttonClass({ look: 'quiet', icon: true })}
          {...back}
          aria-label={t('draft.back', { label: proof.orderLabel })}
        >
          <Icon of={ArrowLeft} />
        </Link>
        <div className="oh-who">
          <h1>{t(sent.link ? 'sent.title' : 'finish.done', { proof: number })}</h1>
          <p>{sent.link ? told : t('finish.next')}</p>
        </div>
      </header>
      {sent.link ? (
        <div className="sn">
          <div className="sn-say">
            <h2>{t('sent.message')}</h2>
            <textarea className="in in-area" readOnly rows={6} value={sent.message} aria-label={t('sent.message')} />
            <div className="sn-acts">
              <Button look="ink" onPress={() => void copy(sent.message, t('sent.messageCopied'))}>
                <Icon of={Copy} size={16} />
                {t('sent.copyMessage')}
              </Button>
              <Button onPress={() => void copy(sent.link, t('sent.linkCopied', { name }))}>
                <Icon of={LinkIcon} size={16} />
                {t('sent.copyLink')}
              </Button>
            </div>
            <p className="sn-link c2 t13">{sent.link}</p>
            <p className="c3 t13">{t('sent.honest', { name })}</p>
          </div>
          <figure className="sn-qr">
            <img src={sent.qr} alt={t('sent.qrAlt', { name })} width={220} height={220} />
            <figcaption className="c2 t13">{t('sent.qr')}</figcaption>
          </figure>
        </div>
      ) : null}
      <div className="sn-foot">
        <Link className={buttonClass()} {...back}>
          {t('sent.toOrder')}
        </Link>
        <WithdrawProof proof={proof} version={sent.version} />
      </div>
    </div>
  )
}
