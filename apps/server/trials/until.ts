import { setTimeout as pause } from 'node:timers/promises'

/** Whether it came true in time. */
export async function until(done: () => boolean | Promise<boolean>, ms = 8_000): Promise<boolean> {
  const deadline = performance.now() + ms
  for (;;) {
    if (await done()) return true
    if (performance.now() > deadline) return false
    await pause(10)
  }
}
