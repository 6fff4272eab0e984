import type { DisclosureDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Broken } from '../ui/Broken.tsx'
import { RowsSkeleton } from '../ui/Skeleton.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { disclosureQuery } from './api.ts'
import './privacy.css'

/** What is done with people's data here, for anybody to read: of one shop, or of the installation. */
export function DisclosurePage() {
  const { t } = useTranslation('privacy')
  const { shop = null } = useParams({ strict: false }) as { shop?: string }
  const { data, error, refetch } = useQuery(disclosureQuery(shop))
  const title = data?.shop ? t('disclosure.title', { shop: data.shop }) : t('disclosure.site')
  useTitle(title)
  if (error) return <Broken error={error} reset={() => void refetch()} />
  return (
    <main className="pv-page">
      <h1 className="h1">{title}</h1>
      {data ? <Told data={data} /> : <RowsSkeleton rows={6} thumb={20} />}
    </main>
  )
}

function Told({ data }: { data: DisclosureDto }) {
  const { t } = useTranslation('privacy')
  const { shop, retentionDays, customerLinks, mail, connections, contact, trademark } = data
  const long = retentionDays === null ? t('disclosure.longOff') : t('disclosure.longDays', { count: retentionDays })
  return (
    <>
      <p className="c2">{shop ? t('disclosure.lead') : t('disclosure.leadSite')}</p>
      <Part title={t('disclosure.what')}>{t('disclosure.whatText')}</Part>
      <Part title={t('disclosure.why')}>{t('disclosure.whyText')}</Part>
      <Part title={t('disclosure.long')}>{shop ? long : t('disclosure.longSite')}</Part>
      <Part title={t('disclosure.who')}>
        {t('disclosure.whoText')} {customerLinks ? t('disclosure.whoLinks') : t('disclosure.whoPrivate')}
      </Part>
      <Part title={t('disclosure.where')}>
        {t('disclosure.whereText')} {mail ? t('disclosure.mail') : t('disclosure.noMail')}
      </Part>
      {shop ? <Connected connections={connections} /> : null}
      <Part title={t('disclosure.ask')}>
        {contact ? `${t('disclosure.askText')} ${contact}` : t('disclosure.askNone')}
      </Part>
      {trademark ? <p className="c2 t13">{trademark}</p> : null}
    </>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="h2">{title}</h2>
      <p>{children}</p>
    </section>
  )
}

function Connected({ connections }: Pick<DisclosureDto, 'connections'>) {
  const { t } = useTranslation('privacy')
  return (
    <section>
      <h2 className="h2">{t('disclosure.with')}</h2>
      {connections.length === 0 ? <p>{t('disclosure.with_none')}</p> : null}
      {connections.map(({ name, gives, gets }) => (
        <p key={name}>
          {gives ? t('disclosure.gives', { name, what: gives }) : null}{' '}
          {gets ? t('disclosure.gets', { name, what: gets }) : null}
        </p>
      ))}
    </section>
  )
}
