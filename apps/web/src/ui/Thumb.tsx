import { Image } from 'lucide-react'
import { useState } from 'react'
import { Icon } from './Icon.tsx'

/** A picture this much wider or taller than a square would lose what it shows. */
const SQUARE_ENOUGH = 1.12

/** A small picture of the work, whole where a square would cut it. Before there is one, an empty frame of the same size. */
export function Thumb({ src, size }: { src: string | null; size: number }) {
  const [whole, setWhole] = useState(false)
  const look = ({ currentTarget: { naturalWidth: w, naturalHeight: h } }: React.SyntheticEvent<HTMLImageElement>) =>
    setWhole(Math.max(w, h) > Math.min(w, h) * SQUARE_ENOUGH)
  return (
    <span className={src ? `th${whole ? ' th-whole' : ''}` : 'th th-none'} style={{ width: size, height: size }}>
      {src ? (
        <img src={src} alt="" loading="lazy" width={size} height={size} onLoad={look} />
      ) : (
        <Icon of={Image} size={16} />
      )}
    </span>
  )
}
