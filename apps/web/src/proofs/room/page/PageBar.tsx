import type { ProofDto, VersionDto } from '@proofroom/contract'
import { useNavigate } from '@tanstack/react-router'
import { Blend, Check, ChevronDown, Lock } from 'lucide-react'
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../../identity/shop.ts'
import { formatInstant } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { newestOf, previousOf } from './versions.ts'

type PageBarProps = {
  shop: string
  proof: ProofDto
  version: VersionDto
  pageIndex: number
  onPage: (index: number) => void
  onGhost: (held: boolean) => void
}

/** Which proof and which page is on the table, and the one before, while held. */
export function PageBar(props: PageBarProps) {
  const { proof, version, pageIndex, onPage, onGhost } = props
  const { t } = useTranslation('room')
  const before = previousOf(proof, version)
  return (
    <nav className="room-tc" aria-label={t('proofAndPage')}>
      <div className="fl bar">
        <VersionSwitcher {...props} />
        {version.pages.length > 1 ? (
          <>
            <span className="vdiv x" />
            {version.pages.map((page, index) => (
              <button
                key={page.id}
                type="button"
                className={`b b-quiet x page${index === pageIndex ? ' on' : ''}`}
                aria-current={index === pageIndex ? 'page' : undefined}
                onClick={() => onPage(index)}
              >
                {page.name}
              </button>
            ))}
          </>
        ) : null}
        {before?.pages[pageIndex] ? (
          <>
            <span className="vdiv x" />
            <AriaButton
              className="b b-quiet x"
              aria-description={t('beneath.why')}
              onPressStart={() => onGhost(true)}
              onPressEnd={() => onGhost(false)}
            >
              <Icon of={Blend} size={16} />
              {t('beneath.do', { number: before.number })}
            </AriaButton>
          </>
        ) : null}
      </div>
    </nav>
  )
}

function VersionSwitcher({ shop, proof, version }: PageBarProps) {
  const { t } = useTranslation('room')
  const navigate = useNavigate()
  const { shop: facts } = useShop()
  const newest = newestOf(proof)
  const go = (number: string) =>
    void navigate({ to: '/s/$shop/proofs/$proof/$number', params: { shop, proof: proof.id, number } })
  return (
    <MenuTrigger>
      <AriaButton className="b b-quiet ver">
        {t('proof', { number: version.number })}
        <StateTag version={version} isNewest={newest?.id === version.id} />
        <Icon of={ChevronDown} size={14} />
      </AriaButton>
      <Popover className="pop" placement="bottom" offset={8}>
        <div className="fl vm">
          <Menu aria-label={t('versions')} onAction={(key) => go(String(key))}>
            {[...proof.versions].reverse().map((one) => (
              <MenuItem
                key={one.id}
                id={String(one.number)}
                textValue={t('proof', { number: one.number })}
                className={one.id === version.id ? 'on' : ''}
              >
                <span className="im">{one.pages[0] ? <img src={one.pages[0].picture.thumb} alt="" /> : null}</span>
                <span>
                  <b>{t('proof', { number: one.number })}</b>
                  <small>{tellVersion(one)}</small>
                </span>
                {one.id === version.id ? <Icon of={Check} size={16} /> : null}
              </MenuItem>
            ))}
          </Menu>
          <p>{t('onlyNewest')}</p>
        </div>
      </Popover>
    </MenuTrigger>
  )

  function tellVersion(one: VersionDto): string {
    const at = one.signedAt ?? one.sentAt ?? one.createdAt
    const asked = proof.requests.filter((request) => request.versionId === one.id).length
    const words = [t(`versionState.${one.state}`, { at: formatInstant(at, { timeZone: facts.timezone }) })]
    if (one.state === 'sent') words.push(t(one.viewedAt ? 'seen' : 'notSeen'))
    if (asked > 0) words.push(t('asked', { count: asked }))
    return words.join(', ')
  }
}

function StateTag({ version, isNewest }: { version: VersionDto; isNewest: boolean }) {
  const { t } = useTranslation('room')
  if (version.state === 'signed')
    return (
      <span className="tagb ok">
        <Icon of={Lock} size={14} />
        {t('tag.signed')}
      </span>
    )
  if (version.state === 'sent') return isNewest ? <span className="tagb x">{t('tag.newest')}</span> : null
  return <span className="tagb x">{t(`tag.${version.state}`)}</span>
}
