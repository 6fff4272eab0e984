import type { EtsyConnectionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { MoveMark } from '../../ui/MoveMark.tsx'
import { Topic } from './Topic.tsx'

const GIVEN = ['tracking', 'emails'] as const

const said = (given: boolean | null) => (given === null ? 'unknown' : given ? 'yes' : 'no')

/** What this shop's Etsy gives, and what to do where it does not. */
export function Gives({ data: { gives } }: { data: EtsyConnectionDto }) {
  const { t } = useTranslation('etsy')
  return (
    <Topic title={t('gives.title')} lead={t('gives.lead')}>
      <ul className="es-gives">
        {GIVEN.map((one) => (
          <li key={one}>
            <MoveMark kind={gives[one] === null ? 'wait' : gives[one] ? 'ok' : 'make'} />
            <p>{t(`gives.${one}.${said(gives[one])}`)}</p>
          </li>
        ))}
      </ul>
    </Topic>
  )
}
