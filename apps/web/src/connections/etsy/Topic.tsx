import type { ReactNode } from 'react'
import { useId } from 'react'

/** A part of the page: what it is beside what is done with it. */
export function Topic({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className="set-topic" aria-labelledby={id}>
      <div>
        <h2 className="h2" id={id}>
          {title}
        </h2>
        {lead ? <p>{lead}</p> : null}
      </div>
      <div className="es-part">{children}</div>
    </section>
  )
}
