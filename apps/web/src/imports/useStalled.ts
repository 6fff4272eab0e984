import { useEffect, useState } from 'react'

const PATIENCE_MS = 25_000

/** Whether a number that should grow has stood still for long. */
export function useStalled(value: number): boolean {
  const [stalledAt, setStalledAt] = useState<number | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setStalledAt(value), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return stalledAt === value
}
