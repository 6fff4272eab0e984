import type { OrderRowDto, QueueDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { manages, useShop } from '../identity/shop.ts'
import { createProof, share } from '../proofs/api.ts'
import { firstName } from '../ui/format.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { useCopy } from '../ui/useCopy.ts'
import { queueQuery, startMaking } from './api.ts'
import { actOf } from './why.ts'

/** Does what a row's one button says. */
export function useRowAct() {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop, role } = useShop()
  const navigate = useNavigate()
  const copy = useCopy()
  const start = useStartMaking()
  const code = shop.code
  const go = useCallback(
    async (row: OrderRowDto) => {
      const openDraft = (proof: string) =>
        navigate({ to: '/s/$shop/proofs/$proof/draft', params: { shop: code, proof } })
      switch (actOf(row, manages(role))) {
        case 'create_proof':
          return openDraft((await createProof(code, row.code)).id)
        case 'open_draft':
          return row.proof && openDraft(row.proof.id)
        case 'answer':
          return navigate({
            to: '/s/$shop/proofs/$proof/$number',
            params: { shop: code, proof: row.proof?.id ?? '', number: String(row.proof?.number ?? 1) },
          })
        case 'start_making':
          return start(row)
        case 'nudge':
          return copy(
            nudgeFor(t, row, (await share(code, row.proof?.id ?? '')).link),
            t('acted.nudged', { name: firstName(row.customerName) }),
          )
        // What these need is said or chosen on the order's own page.
        case 'reply':
        case 'send_update':
        case 'review':
        case 'ship':
        case 'look':
        case 'open':
          return navigate({ to: '/s/$shop/orders/$order', params: { shop: code, order: row.code } })
      }
    },
    [code, copy, navigate, role, start, t],
  )
  return useCallback(
    (row: OrderRowDto) => void go(row).catch((error: unknown) => toast(sentenceOf(error, t('ui:failed.unknown')))),
    [go, t],
  )
}

/** A friendly reminder with the link, for the conversation that Proofroom cannot write into. */
function nudgeFor(t: TFunction<'orders'>, { customerName, title, proof, move }: OrderRowDto, link: string): string {
  const number = proof?.number ?? 1
  const which = number === 1 ? t('nudge.first') : t('nudge.next', { number })
  const words = { name: firstName(customerName), title, proof: which, link }
  return move.reason === 'open_proof' ? t('nudge.open_proof', words) : t('nudge.decide', words)
}

/** Moves the row at once; the server's refusal puts it back and says why. */
function useStartMaking() {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const key = queueQuery(shop.code).queryKey
  return useCallback(
    async (row: OrderRowDto) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData(key)
      client.setQueryData(key, (queue) => queue && moved(queue, row))
      try {
        await startMaking(shop.code, row.code)
        toast(t('acted.making', { name: row.customerName }))
      } catch (error) {
        client.setQueryData(key, before)
        toast(sentenceOf(error, t('ui:failed.unknown')))
      }
      await client.invalidateQueries({ queryKey: ['s', shop.code] })
    },
    [client, key, shop.code, t],
  )
}

function moved(queue: QueueDto, row: OrderRowDto): QueueDto {
  const move = {
    ...row.move,
    reason: 'finish_making' as const,
    phase: 'in_production' as const,
    since: new Date().toISOString(),
  }
  return {
    ...queue,
    yours: queue.yours.filter((one) => one.code !== row.code),
    making: [{ ...row, move }, ...queue.making],
  }
}
