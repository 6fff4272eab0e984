import type { LucideIcon } from 'lucide-react'

/** A Lucide icon in the kit's stroke. It says nothing to a screen reader: the words beside it do. */
export function Icon({ of: Shape, size = 18 }: { of: LucideIcon; size?: 14 | 16 | 18 | 20 }) {
  return <Shape className={size === 18 ? 'i' : `i i-${size}`} strokeWidth={1.5} aria-hidden="true" />
}
