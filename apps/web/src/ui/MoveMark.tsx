import { useTranslation } from 'react-i18next'

/** Whose move, as one small mark: the shape carries it, the colour helps. `needs` is the triangle in amber. */
export type MoveMarkKind = 'you' | 'wait' | 'make' | 'ok' | 'late' | 'needs'

const triangle = (
  <>
    <path d="M7 .8 13.6 12.8H.4Z" fill="currentColor" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
    <path d="M7 5v3.4M7 10.4v.2" stroke="var(--paper)" strokeWidth="1.6" strokeLinecap="round" />
  </>
)

const disc = <circle cx="7" cy="7" r="7" fill="currentColor" />
const line = { fill: 'none', strokeWidth: 1.7, strokeLinecap: 'round', strokeLinejoin: 'round' } as const

const SHAPES = {
  you: (
    <>
      {disc}
      <path d="M5.2 4.1 8.2 7l-3 2.9" stroke="var(--paper)" {...line} />
    </>
  ),
  wait: <circle cx="7" cy="7" r="6.1" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.4 2.4" />,
  make: (
    <>
      <circle cx="7" cy="7" r="6.1" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle
        cx="7"
        cy="7"
        r="2"
        fill="none"
        stroke="currentColor"
        strokeWidth="4"
        strokeDasharray="6.91 12.566"
        transform="rotate(-90 7 7)"
      />
    </>
  ),
  ok: (
    <>
      {disc}
      <path d="m4.2 7.2 2 2 3.7-4" stroke="var(--on-green)" {...line} />
    </>
  ),
  late: triangle,
  needs: triangle,
}

export function MoveMark({ kind }: { kind: MoveMarkKind }) {
  const { t } = useTranslation('ui')
  return (
    <svg
      className={`mv mv-${kind === 'needs' ? 'you' : kind}`}
      viewBox="0 0 14 14"
      role="img"
      aria-label={t(`mark.${kind}`)}
    >
      {SHAPES[kind]}
    </svg>
  )
}
