import { Link, type LinkProps } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import './words.ts'
import '../../identity/settings.css'
import './etsy.css'

type EtsyFrameProps = {
  title: string
  lead: ReactNode
  back: string
  backTo: Pick<LinkProps, 'to' | 'params' | 'search'>
  /** A local Etsy, for trying things out. */
  isSimulated?: boolean
  children: ReactNode
}

/** A page about Etsy: the way back above it, and below it the words that Etsy wants to stand there. */
export function EtsyFrame({ title, lead, back, backTo, isSimulated, children }: EtsyFrameProps) {
  const { t } = useTranslation('etsy')
  return (
    <>
      <header className="oh">
        <Link className={buttonClass({ look: 'quiet', icon: true })} aria-label={back} {...backTo}>
          <Icon of={ArrowLeft} size={20} />
        </Link>
        <div className="oh-who">
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
      </header>
      <div className="set es">
        {children}
        <footer className="es-foot c2 t13">
          {isSimulated ? <p>{t('simulated')}</p> : null}
          <p>{t('trademark')}</p>
        </footer>
      </div>
    </>
  )
}
