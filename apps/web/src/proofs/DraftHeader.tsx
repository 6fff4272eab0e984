import type { OrderDto, PageDto, ProofDto, SentDto, VersionDto } from '@proofroom/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Eye, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { firstName } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { SendDialog } from './SendDialog.tsx'

export type DraftHeaderProps = {
  proof: ProofDto
  order: OrderDto | undefined
  version: VersionDto
  pages: PageDto[]
  uploading: number
  note: string
  /** Saves what is still on its way to the server. */
  settle: () => Promise<void>
  onSent: (sent: SentDto) => void
}

export function DraftHeader(props: DraftHeaderProps) {
  const { proof, version, pages, uploading, settle } = props
  const { t } = useTranslation('proofs')
  const { shop } = useShop()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const why = useWhyNot(proof, pages, uploading)
  const preview = async () => {
    try {
      await settle()
    } catch {
      // Whoever could not be saved has said so.
      return
    }
    await navigate({ to: '/s/$shop/proofs/$proof/preview', params: { shop: shop.code, proof: proof.id } })
  }
  return (
    <>
      <header className="oh dr-head">
        <Link
          className={buttonClass({ look: 'quiet', icon: true })}
          to="/s/$shop/orders/$order"
          params={{ shop: shop.code, order: proof.orderCode }}
          aria-label={t('draft.back', { label: proof.orderLabel })}
        >
          <Icon of={ArrowLeft} />
        </Link>
        <div className="oh-who">
          <h1 className="el">{t('draft.for', { proof: version.number, name: proof.customerName })}</h1>
          <p className="el">{t('draft.sub', { title: proof.title, label: proof.orderLabel })}</p>
        </div>
        <span className="sp" />
        <div className="dr-acts">
          {why ? (
            <p className="off-why" id="send-why">
              {why}
            </p>
          ) : null}
          <Button isDisabled={pages.length === 0} onPress={() => void preview()}>
            <Icon of={Eye} size={16} />
            {t('draft.preview', { name: firstName(proof.customerName) })}
          </Button>
          <Button look="ink" isDisabled={why !== null} aria-describedby="send-why" onPress={() => setAsking(true)}>
            <Icon of={Send} size={16} />
            {t(shop.customerLinks ? 'draft.send' : 'finish.go', { proof: version.number })}
          </Button>
        </div>
      </header>
      <SendDialog {...props} isOpen={asking} onClose={() => setAsking(false)} />
    </>
  )
}

/** Why it cannot be sent yet, or null. */
function useWhyNot(proof: ProofDto, pages: PageDto[], uploading: number): string | null {
  const { t } = useTranslation('proofs')
  if (!proof.can.send.allowed) return proof.can.send.reason
  if (uploading > 0) return t('draft.whyUploading', { count: uploading })
  return pages.length === 0 ? t('draft.whyEmpty') : null
}
