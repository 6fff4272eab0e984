import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '../ui/Icon.tsx'

/** Searches while typing, a quarter of a second after the last letter. */
export function FindField({ q, label, onFind }: { q: string; label: string; onFind: (q: string) => void }) {
  const [text, setText] = useState(q)
  const [known, setKnown] = useState(q)
  if (known !== q) {
    setKnown(q)
    if (q !== text.trim()) setText(q)
  }
  useEffect(() => {
    if (text.trim() === q) return
    const timer = setTimeout(() => onFind(text.trim()), 250)
    return () => clearTimeout(timer)
  }, [text, q, onFind])
  return (
    <search className="in-find ol-find">
      <Icon of={Search} size={16} />
      <input
        className="in in-quiet"
        type="search"
        value={text}
        placeholder={label}
        aria-label={label}
        onChange={(event) => setText(event.target.value)}
      />
    </search>
  )
}
