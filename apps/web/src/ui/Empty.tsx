import type { ReactNode } from 'react'
import { CropMarks } from './CropMarks.tsx'
import { Logo } from './Logo.tsx'

type EmptyProps = {
  title: string
  /** 1 where it is all there is on the page. */
  level?: 1 | 2
  children?: ReactNode
  actions?: ReactNode
  picture?: string
}

/** Nothing here yet: what it will be, and the first step. */
export function Empty({ title, level = 2, children, actions, picture }: EmptyProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
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
      <Heading>{title}</Heading>
      {children}
      {actions ? <div className="em-acts">{actions}</div> : null}
    </div>
  )
}
