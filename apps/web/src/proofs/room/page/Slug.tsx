import type { PageDto, ProofDto, VersionDto } from '@proofroom/contract'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../../identity/shop.ts'
import { formatMoment } from '../../../ui/format.ts'
import { MoveMark } from '../../../ui/MoveMark.tsx'
import { approvalOf } from './versions.ts'

type SlugProps = { proof: ProofDto; version: VersionDto; page: PageDto; beneath: VersionDto | null }

/** The printers' line under a mockup: what it is, and whether it is signed. */
export function Slug({ proof, version, page, beneath }: SlugProps) {
  const { t } = useTranslation('room')
  const { shop } = useShop()
  const approval = approvalOf(proof, version)
  const named = version.pages.length > 1 ? page.name.toLowerCase() : null
  const words = beneath
    ? [t('slug.beneath', { number: beneath.number })]
    : [
        proof.shopName,
        t('slug.order', { label: proof.orderLabel }),
        named ? t('slug.page', { number: version.number, page: named }) : t('proof', { number: version.number }),
      ]
  return (
    <>
      {words.map((word) => (
        <span key={word} className="slug-word">
          {word}
          {beneath ? null : <i aria-hidden="true">/</i>}
        </span>
      ))}
      {beneath ? null : approval ? (
        <span className="slug-signed">
          <MoveMark kind="ok" />
          {t('slug.signed', { who: approval.by, at: formatMoment(approval.at, { timeZone: shop.timezone }) })}
        </span>
      ) : (
        <span>{version.state === 'signed' ? t('tag.signed') : t(`slug.${version.state}`)}</span>
      )}
    </>
  )
}
