import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CropMarks } from '../ui/CropMarks.tsx'
import { Logo } from '../ui/Logo.tsx'
import { useTitle } from '../ui/useTitle.ts'
import board from './board.svg'
import './door.css'

type DoorProps = { title: string; lead?: ReactNode; children?: ReactNode; foot?: ReactNode }

/** The pages before the app: a form on paper, and beside it what this is about. */
export function Door({ title, lead, children, foot }: DoorProps) {
  useTitle(title)
  return (
    <div className="door">
      <main className="door-form">
        <Link to="/" className="door-logo">
          <Logo />
          <span aria-hidden="true">Proofroom</span>
        </Link>
        <div className="door-body">
          <h1 className="h1">{title}</h1>
          {lead ? <p className="door-lead">{lead}</p> : null}
          {children}
        </div>
        <p className="door-foot">{foot}</p>
      </main>
      <Sample />
    </div>
  )
}

/** A proof under discussion, as the room shows it. */
function Sample() {
  const { t } = useTranslation('identity')
  return (
    <figure className="door-sample" aria-hidden="true">
      <div className="door-sheet">
        <img src={board} alt="" width={880} height={704} />
        <span className="pin p1" style={{ left: '60%', top: '56%' }}>
          1 <small>RH</small>
        </span>
        <span className="pin p2" style={{ left: '83%', top: '39%' }}>
          2 <small>CH</small>
        </span>
        <CropMarks />
        <figcaption>{t('sample')}</figcaption>
      </div>
    </figure>
  )
}
