import type { OrderRowDto } from '@proofroom/contract'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'

type SectionProps = {
  title: string
  rows: OrderRowDto[]
  /** How many are shown before somebody asks for all; with none the section is folded. */
  first: number
  empty: string
  children: (row: OrderRowDto) => ReactNode
}

export function Section({ title, rows, first, empty, children }: SectionProps) {
  const { t } = useTranslation('orders')
  const [whole, setWhole] = useState(false)
  const shown = whole ? rows : rows.slice(0, first)
  const rest = rows.length - shown.length
  return (
    <section className="s" aria-label={title}>
      <div className="sec">
        <h2 className="h2">{title}</h2>
        <span className="count">{rows.length}</span>
      </div>
      {rows.length === 0 ? <p className="q-none">{empty}</p> : null}
      {shown.length > 0 ? <ul>{shown.map(children)}</ul> : null}
      {rest > 0 || (whole && first === 0) ? (
        <p className="q-more">
          <Button size="sm" look="quiet" aria-expanded={whole} onPress={() => setWhole(!whole)}>
            {rest === 0
              ? t('queue.hideHeld')
              : first === 0
                ? t('queue.showHeld', { count: rest })
                : t('queue.more', { count: rest })}
          </Button>
        </p>
      ) : null}
    </section>
  )
}
