import type { ProofDto, SentDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button, buttonClass } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { firstName } from '../ui/format.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { proofQuery, share, startVersion } from './api.ts'

/** The draft was sent, maybe from another device: what can be done from here. */
export function NoDraft({ proof, onShare }: { proof: ProofDto; onShare: (sent: SentDto) => void }) {
  const { t } = useTranslation(['proofs', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const last = proof.versions.at(-1)
  const told = (error: unknown) => toast(sentenceOf(error, t('ui:failed.unknown')))
  const start = (copyPages: boolean) =>
    startVersion(shop.code, proof.id, copyPages).then(
      (next) => client.setQueryData(proofQuery(shop.code, proof.id).queryKey, next),
      told,
    )
  const number = last?.number ?? 1
  const upload = proof.can.upload
  return (
    <div className="draft">
      <Empty
        level={1}
        title={t(`noDraft.${last?.state ?? 'sent'}`, { proof: number })}
        {...(last?.pages[0] ? { picture: last.pages[0].picture.thumb } : {})}
        actions={
          <>
            {upload.allowed ? (
              <>
                <Button look="ink" onPress={() => void start(false)}>
                  {t('noDraft.start', { proof: number + 1 })}
                </Button>
                <Button onPress={() => void start(true)}>{t('noDraft.startWith', { proof: number })}</Button>
              </>
            ) : null}
            {last?.state === 'sent' ? (
              <Button onPress={() => void share(shop.code, proof.id).then(onShare, told)}>{t('noDraft.share')}</Button>
            ) : null}
            <Link
              className={buttonClass({ look: 'quiet' })}
              to="/s/$shop/orders/$order"
              params={{ shop: shop.code, order: proof.orderCode }}
            >
              {t('noDraft.order', { name: firstName(proof.customerName) })}
            </Link>
          </>
        }
      >
        <p>{upload.allowed ? t('noDraft.lead') : upload.reason}</p>
      </Empty>
    </div>
  )
}
