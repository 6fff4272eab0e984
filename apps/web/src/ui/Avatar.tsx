import { initialsOf } from './format.ts'

/** Initials first, colour second. `colour` is a participant's 1–8; without one the avatar is plain paper. */
export function Avatar({ name, colour, size = 28 }: { name: string; colour?: number; size?: 22 | 24 | 28 | 32 | 40 }) {
  const sized = size === 28 ? '' : ` av-${size === 22 ? 20 : size}`
  return (
    <span className={`av${sized}${colour ? ` p${colour}` : ''}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}
