import { useRouter } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '../ui/Icon.tsx'

const PAUSE_MS = 250

/**
 * What stands in a field that searches while typing, a quarter of a second after the last letter. Who follows a link
 * meanwhile is not called back by it.
 */
export function useFindText(q: string, onFind: (q: string) => void) {
  const router = useRouter()
  const [text, setText] = useState(q)
  const [known, setKnown] = useState(q)
  if (known !== q) {
    setKnown(q)
    if (q !== text.trim()) setText(q)
  }
  useEffect(() => {
    const words = text.trim()
    if (words === q) return
    const here = router.latestLocation.pathname
    const timer = setTimeout(() => router.latestLocation.pathname === here && onFind(words), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, q, onFind, router])
  return [text, setText] as const
}

export function FindField({ q, label, onFind }: { q: string; label: string; onFind: (q: string) => void }) {
  const [text, setText] = useFindText(q, onFind)
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
