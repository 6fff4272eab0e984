import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { firstName } from '../ui/format.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { withdrawVersion } from './api.ts'

type AskWithdrawProps = { proof: ProofDto; version: VersionDto; isOpen: boolean; onClose: () => void }

/** Takes a wrongly sent version back. Cannot be undone, so it is asked, and says what becomes of it. */
export function AskWithdraw({ proof, version, isOpen, onClose }: AskWithdrawProps) {
  const { t } = useTranslation(['proofs', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { number } = version
  const withdraw = async () => {
    onClose()
    try {
      await withdrawVersion(shop.code, proof.id, version.id)
      toast(t('withdraw.done', { proof: number }))
      await navigate({ to: '/s/$shop/orders/$order', params: { shop: shop.code, order: proof.orderCode } })
    } catch (error) {
      toast(sentenceOf(error, t('ui:failed.unknown')))
    }
    await client.invalidateQueries({ queryKey: ['s', shop.code] })
  }
  return (
    <Dialog
      alert
      title={t('withdraw.title', { proof: number })}
      lead={t('withdraw.lead', { name: firstName(proof.customerName), proof: number })}
      isOpen={isOpen}
      onClose={onClose}
    >
      <div className="acts">
        <Button onPress={onClose}>{t('withdraw.keep')}</Button>
        <Button look="red" onPress={() => void withdraw()}>
          {t('withdraw.go', { proof: number })}
        </Button>
      </div>
    </Dialog>
  )
}

/** The button; where it is off, the reason stands beside it. */
export function WithdrawProof({ proof, version }: { proof: ProofDto; version: VersionDto }) {
  const { t } = useTranslation('proofs')
  const [asking, setAsking] = useState(false)
  if (version.state !== 'sent') return null
  const may = proof.can.withdraw
  return (
    <>
      <Button look="quiet" isDisabled={!may.allowed} onPress={() => setAsking(true)}>
        {t('withdraw.go', { proof: version.number })}
      </Button>
      {may.allowed ? null : <p className="off-why">{may.reason}</p>}
      <AskWithdraw proof={proof} version={version} isOpen={asking} onClose={() => setAsking(false)} />
    </>
  )
}
