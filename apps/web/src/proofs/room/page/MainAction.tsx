import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { orderQuery, startMaking } from '../../../orders/api.ts'
import { Button } from '../../../ui/Button.tsx'
import { sentenceOf } from '../../../ui/Told.tsx'
import { toast } from '../../../ui/toasts.ts'
import { startVersion } from '../../api.ts'
import { isUnanswered, newestOf } from './versions.ts'

type MainActionProps = { shop: string; proof: ProofDto; version: VersionDto; onFirstRequest: () => void }

/** The one loud button: what moves this order on from here. */
export function MainAction({ shop, proof, version, onFirstRequest }: MainActionProps) {
  const { t } = useTranslation('room')
  const navigate = useNavigate()
  const newest = newestOf(proof)
  const open = proof.requests.filter(isUnanswered).length
  const goDraft = () => void navigate({ to: '/s/$shop/proofs/$proof/draft', params: { shop, proof: proof.id } })
  if (!newest) return null
  if (newest.id !== version.id) {
    const number = String(newest.number)
    const go = () => void navigate({ to: '/s/$shop/proofs/$proof/$number', params: { shop, proof: proof.id, number } })
    return <Loud onPress={go}>{t('act.goNewest', { number: newest.number })}</Loud>
  }
  if (newest.state === 'signed') return <StartMaking shop={shop} orderCode={proof.orderCode} />
  if (newest.state === 'draft') {
    if (open > 0 && newest.pages.length > 0)
      return <Loud onPress={onFirstRequest}>{t('act.answer', { count: open })}</Loud>
    return <Loud onPress={goDraft}>{t('act.finishDraft', { number: newest.number })}</Loud>
  }
  return <StartNext shop={shop} proof={proof} number={newest.number + 1} isDue={open > 0} onStarted={goDraft} />
}

function Loud({ onPress, why, quiet, isPending, children }: LoudProps) {
  return (
    <span className="loud">
      <Button
        look={quiet ? 'plain' : 'ink'}
        onPress={onPress}
        isDisabled={!!why}
        isPending={isPending ?? false}
        aria-describedby={why ? 'room-why' : undefined}
      >
        {children}
      </Button>
      {why ? (
        <small id="room-why" className="fl">
          {why}
        </small>
      ) : null}
    </span>
  )
}

type LoudProps = {
  onPress: () => void
  why?: string | null
  quiet?: boolean
  isPending?: boolean
  children: React.ReactNode
}

type StartNextProps = { shop: string; proof: ProofDto; number: number; isDue: boolean; onStarted: () => void }

function StartNext({ shop, proof, number, isDue, onStarted }: StartNextProps) {
  const { t } = useTranslation('room')
  const client = useQueryClient()
  const start = useMutation({
    mutationFn: () => startVersion(shop, proof.id, false),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['s', shop, 'proof', proof.id] })
      onStarted()
    },
    onError: (error) => toast(sentenceOf(error, t('act.failed'))),
  })
  const why = proof.can.upload.allowed ? null : proof.can.upload.reason
  return (
    <Loud onPress={() => start.mutate()} why={why} quiet={!isDue} isPending={start.isPending}>
      {t('act.start', { number })}
    </Loud>
  )
}

function StartMaking({ shop, orderCode }: { shop: string; orderCode: string }) {
  const { t } = useTranslation('room')
  const client = useQueryClient()
  const order = useQuery(orderQuery(shop, orderCode))
  const start = useMutation({
    mutationFn: () => startMaking(shop, orderCode),
    onSuccess: async () => {
      toast(t('act.makingStarted'))
      await client.invalidateQueries({ queryKey: ['s', shop] })
    },
    onError: (error) => toast(sentenceOf(error, t('act.failed'))),
  })
  if (!order.data || order.data.makingSince) return null
  const { allowed, reason } = order.data.can.startMaking
  return (
    <Loud onPress={() => start.mutate()} why={allowed ? null : reason} isPending={start.isPending}>
      {t('act.startMaking')}
    </Loud>
  )
}
