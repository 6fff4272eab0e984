import type { EtsyConnectionDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../identity/shop.ts'
import { RowsSkeleton } from '../../ui/Skeleton.tsx'
import { ToldFailure } from '../../ui/Told.tsx'
import { useTitle } from '../../ui/useTitle.ts'
import { AnsweredNote } from './AnsweredNote.tsx'
import { connectionQuery } from './api.ts'
import { Disconnect } from './Disconnect.tsx'
import { EtsyFrame } from './EtsyFrame.tsx'
import { Figures } from './Figures.tsx'
import { Gives } from './Gives.tsx'
import { KeyTopic } from './KeyTopic.tsx'
import { Listings } from './Listings.tsx'
import { Off } from './Off.tsx'
import { Parked } from './Parked.tsx'
import { Prefill } from './Prefill.tsx'
import { Scopes } from './Scopes.tsx'
import { Standing } from './Standing.tsx'
import { Tasks } from './Tasks.tsx'

/** The shop's connection with Etsy: what it is, how it stands, and what waits for a person. */
export function EtsyPage() {
  const { t } = useTranslation('etsy')
  const { shop } = useShop()
  const connection = useQuery(connectionQuery(shop.code))
  useTitle(t('title'))
  const { data } = connection
  return (
    <EtsyFrame
      title={t('title')}
      lead={t('lead')}
      back={t('back')}
      backTo={{ to: '/s/$shop/settings', params: { shop: shop.code } }}
      isSimulated={data?.isSimulated ?? false}
    >
      <AnsweredNote />
      {connection.isPending ? <RowsSkeleton rows={4} thumb={16} /> : null}
      {connection.error && !data ? (
        <ToldFailure error={connection.error} onRetry={() => void connection.refetch()} />
      ) : null}
      {data ? data.state === 'off' ? <Unconnected data={data} /> : <Connected data={data} /> : null}
    </EtsyFrame>
  )
}

function Unconnected({ data }: { data: EtsyConnectionDto }) {
  return (
    <>
      <Off data={data} />
      <Scopes data={data} />
      <KeyTopic data={data} />
    </>
  )
}

function Connected({ data }: { data: EtsyConnectionDto }) {
  return (
    <>
      <Standing data={data} />
      <Figures data={data} />
      <Prefill data={data} />
      {data.counts.tasks > 0 ? <Tasks /> : null}
      {data.counts.parked > 0 ? <Parked /> : null}
      <Listings data={data} />
      <Gives data={data} />
      <Scopes data={data} />
      <KeyTopic data={data} />
      <Disconnect data={data} />
    </>
  )
}
