import type { OrderDto, ProofDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { createProof, proofQuery, share, startVersion } from '../proofs/api.ts'
import { firstName } from '../ui/format.ts'
import { sentenceOf } from '../ui/Told.tsx'
import { toast } from '../ui/toasts.ts'
import { useCopy } from '../ui/useCopy.ts'
import { linksQuery, orderQuery, startMaking } from './api.ts'

/** Everything the order's page can do; each tells its refusal in a toast. */
export function useOrderActs(order: OrderDto) {
  const { t } = useTranslation(['orders', 'ui'])
  const { shop } = useShop()
  const code = shop.code
  const client = useQueryClient()
  const navigate = useNavigate()
  const copy = useCopy()
  const told = (act: () => Promise<unknown>) => () =>
    void act().catch((error: unknown) => toast(sentenceOf(error, t('ui:failed.unknown'))))
  const toDraft = (proof: string) => navigate({ to: '/s/$shop/proofs/$proof/draft', params: { shop: code, proof } })
  const name = firstName(order.customer.name)
  return {
    newProof: told(async () => toDraft((await createProof(code, order.code)).id)),
    openDraft: (proof: string) => told(() => toDraft(proof))(),
    /** The next version of a proof; one that is begun already is opened. */
    startNext: (proof: ProofDto) =>
      told(async () => {
        if (!draftOf(proof))
          client.setQueryData(proofQuery(code, proof.id).queryKey, await startVersion(code, proof.id, false))
        await toDraft(proof.id)
      })(),
    openRoom: (proof: string, number: number) =>
      told(() =>
        navigate({ to: '/s/$shop/proofs/$proof/$number', params: { shop: code, proof, number: String(number) } }),
      )(),
    copyMessage: (proof: string) =>
      told(async () => copy((await share(code, proof)).message, t('acted.copied', { name })))(),
    copyLink: told(async () => {
      const { links } = await client.fetchQuery(linksQuery(code, order.code))
      const link = links.find((one) => one.rights === 'decide' && one.state === 'active')
      if (link) await copy(link.url, t('order.linkCopied', { name }))
      else toast(t('links.none'))
    }),
    startMaking: told(async () => {
      client.setQueryData(orderQuery(code, order.code).queryKey, await startMaking(code, order.code))
      toast(t('acted.making', { name: order.customer.name }))
      await client.invalidateQueries({ queryKey: ['s', code] })
    }),
  }
}

export type OrderActs = ReturnType<typeof useOrderActs>

export const draftOf = (proof: ProofDto) => proof.versions.find((version) => version.state === 'draft')
export const newestSent = (proof: ProofDto) =>
  proof.versions.findLast((version) => version.state !== 'draft' && version.state !== 'withdrawn')
/** What still asks the shop for something. */
export const openRequests = (proof: ProofDto) =>
  proof.requests.filter((request) => ['open', 'question', 'still_wrong'].includes(request.state))
