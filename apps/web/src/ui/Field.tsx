import type { ComponentProps, ReactNode } from 'react'
import { useId } from 'react'
import { MoveMark } from './MoveMark.tsx'

type Frame = { label: ReactNode; hint?: ReactNode; error?: string | undefined; optional?: string }

function Framed({ id, label, hint, error, optional, children }: Frame & { id: string; children: ReactNode }) {
  return (
    <div className="fd">
      <label htmlFor={id}>
        {label}
        {optional ? <span className="opt"> {optional}</span> : null}
      </label>
      {children}
      {error ? (
        <p className="err" id={`${id}-error`}>
          <MoveMark kind="needs" />
          <span>{error}</span>
        </p>
      ) : hint ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
    </div>
  )
}

const described = (id: string, { hint, error }: Frame) => ({
  id,
  'aria-invalid': error ? true : undefined,
  'aria-describedby': error ? `${id}-error` : hint ? `${id}-hint` : undefined,
})

/** A labelled input; its error stands under it in amber, with the mark. */
export function Field({ label, hint, error, optional, ...input }: Frame & ComponentProps<'input'>) {
  const id = useId()
  const frame = { label, hint, error, ...(optional ? { optional } : {}) }
  return (
    <Framed id={id} {...frame}>
      <input className={error ? 'in is-bad' : 'in'} {...input} {...described(id, frame)} />
    </Framed>
  )
}

export function AreaField({ label, hint, error, optional, ...area }: Frame & ComponentProps<'textarea'>) {
  const id = useId()
  const frame = { label, hint, error, ...(optional ? { optional } : {}) }
  return (
    <Framed id={id} {...frame}>
      <textarea className={error ? 'in in-area is-bad' : 'in in-area'} {...area} {...described(id, frame)} />
    </Framed>
  )
}
