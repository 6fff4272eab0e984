import type { ReactNode } from 'react'
import { CropMarks } from './CropMarks.tsx'
import { Logo } from './Logo.tsx'

type EmptyProps = { title: string; children?: ReactNode; actions?: ReactNode; picture?: string }

/** Nothing here yet: what it will be, and the first step. */
export function Empty({ title, children, actions, picture }: EmptyProps) {
  return (
    <div className="em">
      <div className="box">
        {picture ? (
          <img src={picture} alt="" />
        ) : (
          <span className="em-mark">
            <Logo />
          </span>
        )}
        <CropMarks />
      </div>
      <h2>{title}</h2>
      {children}
      {actions ? <div className="em-acts">{actions}</div> : null}
    </div>
  )
}
