import { useCallback, useMemo, useRef, useState } from 'react'

export type Selection = {
  codes: ReadonlySet<string>
  /** One more or one less; with `range`, everything from the last one to here. */
  toggle: (code: string, range?: boolean) => void
  all: () => void
  clear: () => void
}

/** Which rows are chosen. Rows that are not there any more are not chosen either. */
export function useSelection(rows: string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)
  const codes = useMemo(() => new Set(rows.filter((code) => chosen.has(code))), [rows, chosen])
  const toggle = useCallback(
    (code: string, range = false) => {
      const from = range && last.current ? rows.indexOf(last.current) : -1
      const to = rows.indexOf(code)
      last.current = code
      setChosen((before) => {
        const after = new Set(before)
        if (from >= 0) for (const one of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) after.add(one)
        else if (!after.delete(code)) after.add(code)
        return after
      })
    },
    [rows],
  )
  const all = useCallback(() => setChosen(new Set(rows)), [rows])
  const clear = useCallback(() => setChosen(new Set()), [])
  return { codes, toggle, all, clear }
}
