import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../identity/shop.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Broken } from '../ui/Broken.tsx'
import { Button, buttonClass } from '../ui/Button.tsx'
import { firstName, initialsOf } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { proofQuery } from './api.ts'
import { draftOf } from './useDraft.ts'
import './preview.css'

/** How the customer will see it, on a phone; nothing in it can be pressed. */
export function PreviewPage() {
  const { t } = useTranslation('proofs')
  const { proof: id } = useParams({ from: '/s/$shop/proofs/$proof/preview' })
  const { shop } = useShop()
  const proof = useQuery(proofQuery(shop.code, id))
  const name = firstName(proof.data?.customerName ?? '')
  useTitle(t('preview.title', { name }))
  if (proof.error && !proof.data) return <Broken error={proof.error} reset={() => void proof.refetch()} />
  const version = proof.data && (draftOf(proof.data) ?? proof.data.versions.at(-1))
  return (
    <main className="pw">
      <header className="pw-bar">
        <Link
          className={buttonClass({ look: 'quiet' })}
          to="/s/$shop/proofs/$proof/draft"
          params={{ shop: shop.code, proof: id }}
        >
          <Icon of={ArrowLeft} size={16} />
          {t('preview.back')}
        </Link>
        <h1 className="el">{t('preview.title', { name })}</h1>
      </header>
      {proof.data && version ? <Phone proof={proof.data} version={version} /> : <div className="pw-phone" />}
    </main>
  )
}

function Phone({ proof, version }: { proof: ProofDto; version: VersionDto }) {
  const { t } = useTranslation('proofs')
  const { me } = useShop()
  return (
    <div className="pw-phone">
      <div className="pw-hd">
        <span className="pw-mark">{initialsOf(proof.shopName).slice(0, 1)}</span>
        <div className="pw-who">
          <p className="pw-t el">{proof.title}</p>
          <p className="pw-s el">{t('preview.from', { proof: version.number, shop: proof.shopName })}</p>
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard */}
      <section className="pw-cv" aria-label={t('draft.pages')} tabIndex={0}>
        {version.pages.map((page) => (
          <figure key={page.id}>
            <img src={page.picture.preview} alt={page.name} width={page.picture.width} height={page.picture.height} />
            {version.pages.length > 1 ? <figcaption>{page.name}</figcaption> : null}
          </figure>
        ))}
      </section>
      <div className="pw-foot">
        <div className="pw-say">
          <Avatar name={me.name} colour={4} size={40} />
          <p>{version.note || t('preview.noNote', { name: firstName(me.name), proof: version.number })}</p>
        </div>
        <div className="pw-two">
          <Button size="lg" isDisabled>
            {t('preview.ask')}
          </Button>
          <Button size="lg" isDisabled>
            {t('preview.approve')}
          </Button>
        </div>
        <p className="c3 t12">{t('preview.off')}</p>
      </div>
    </div>
  )
}
