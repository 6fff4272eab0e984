import type { ProofDto, VersionDto } from '@proofroom/contract'
import { Check, Ellipsis, Link as LinkIcon, Mail, Maximize, ShieldCheck, UserRound } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from '../ui/copy.ts'
import { useCustomer } from './context.ts'
import { Dialog } from './Dialog.tsx'
import { problemFrom } from './page-store.ts'
import { NameDialog } from './people/NameQuestion.tsx'
import { goTo } from './route.ts'
import { readableVersions } from './standing.ts'
import { useWide } from './useMedia.ts'

type Props = { proof: ProofDto | null; version: VersionDto | null; onVersion: ((id: string) => void) | null }
type Asked = 'name' | 'email' | null

/** What a guest needs rarely: the link again, another proof, the name, news by e-mail. */
export function Menu({ proof, version, onVersion }: Props) {
  const { t } = useTranslation('customer')
  const { page, store } = useCustomer()
  const wide = useWide()
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState<Asked>(null)
  const [copying, copyLink] = useCopyLink()
  const box = useDismiss(open, () => setOpen(false))
  const pick = (act: () => void) => () => {
    setOpen(false)
    act()
  }
  const versions = proof && onVersion ? readableVersions(proof) : []
  return (
    <div className="cu-menu" ref={box}>
      <button
        type="button"
        className="b b-quiet b-ico cu-tap"
        aria-label={t('menu.more')}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Ellipsis className="i" aria-hidden="true" />
      </button>
      {open && (
        <div className="menu">
          {versions.length > 1 && (
            <>
              <p className="mi-h">{t('menu.proofs')}</p>
              {versions.map((one, index) => (
                <button key={one.id} type="button" className="mi" onClick={pick(() => onVersion?.(one.id))}>
                  {one.id === version?.id ? <Check className="i" aria-hidden="true" /> : <span className="i" />}
                  {t('menu.proof', { number: one.number })}
                  {index === 0 && <span className="tagb">{t('menu.newest')}</span>}
                  {one.id === version?.id && <span className="sr">{t('menu.shown')}</span>}
                </button>
              ))}
              <div className="mi-sep" />
            </>
          )}
          <button type="button" className="mi" onClick={pick(copyLink)}>
            <LinkIcon className="i" aria-hidden="true" />
            {t('menu.copy')}
          </button>
          {version && onVersion && !wide && (
            <button type="button" className="mi" onClick={pick(() => goTo('full'))}>
              <Maximize className="i" aria-hidden="true" />
              {t('menu.full')}
            </button>
          )}
          <button type="button" className="mi" onClick={pick(() => setAsked('name'))}>
            <UserRound className="i" aria-hidden="true" />
            {page.you.name ? t('menu.you_are', { name: page.you.name }) : t('menu.name')}
          </button>
          <button type="button" className="mi" onClick={pick(() => setAsked('email'))}>
            <Mail className="i" aria-hidden="true" />
            {page.you.email ? t('menu.mail_on', { email: page.you.email }) : t('menu.mail')}
          </button>
          <a className="mi" href={`/privacy/${page.shop.code}`} target="_blank" rel="noreferrer">
            <ShieldCheck className="i" aria-hidden="true" />
            {t('menu.privacy', { shop: page.shop.name })}
          </a>
        </div>
      )}
      {asked && <NameDialog page={page} store={store} focus={asked} onDone={() => setAsked(null)} />}
      {copying}
    </div>
  )
}

/** Closes on Escape (giving the focus back), on a tap elsewhere, and when the focus leaves. */
function useDismiss(open: boolean, close: () => void) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const inside = (event: Event) => event.target instanceof Node && box.current?.contains(event.target)
    const onElsewhere = (event: Event) => !inside(event) && close()
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      close()
      box.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', onElsewhere)
    document.addEventListener('focusin', onElsewhere)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('pointerdown', onElsewhere)
      document.removeEventListener('focusin', onElsewhere)
      document.removeEventListener('keydown', onKey)
    }
  })
  return box
}

/** Where the browser does not let a page copy, the link is shown to be copied by hand. */
function useCopyLink(): [React.ReactNode, () => void] {
  const { t } = useTranslation('customer')
  const { store, say } = useCustomer()
  const [shown, setShown] = useState<string | null>(null)
  const copy = async () => {
    const { url } = await store.api.link()
    if (await copyText(url)) say(t('menu.copied'))
    else setShown(url)
  }
  const start = () => void copy().catch((error: unknown) => say(problemFrom(error).message || t('problem.again')))
  const dialog = shown && (
    <Dialog title={t('menu.your_link')} onClose={() => setShown(null)}>
      <p className="c2">{t('menu.your_link_why')}</p>
      <input
        className="in cu-in"
        readOnly
        aria-label={t('menu.your_link')}
        value={shown}
        onFocus={(event) => event.target.select()}
      />
    </Dialog>
  )
  return [dialog, start]
}
