import { Image } from 'lucide-react'
import { Icon } from './Icon.tsx'

/** A small picture of the work. Before there is one, an empty frame of the same size. */
export function Thumb({ src, size }: { src: string | null; size: number }) {
  return (
    <span className={src ? 'th' : 'th th-none'} style={{ width: size, height: size }}>
      {src ? <img src={src} alt="" loading="lazy" width={size} height={size} /> : <Icon of={Image} size={16} />}
    </span>
  )
}
