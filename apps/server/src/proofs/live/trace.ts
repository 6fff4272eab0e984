import { firstId } from './frames.ts'
import type { LiveLog } from './options.ts'

/** One word about an edit on its way: `arrived`, `committed`, `shown`, `heard`, `refused`. */
export type Trace = (step: string, update: Uint8Array, fields: Record<string, unknown>) => void

/**
 * With LOG_LEVEL=debug every edit can be followed through the logs of all processes by its id; otherwise nothing is
 * looked at. Ids and sizes only, never what was said.
 */
export function tracing(log: LiveLog): Trace {
  return (step, update, fields) => {
    if (log.isLevelEnabled?.('debug')) log.debug?.({ edit: editId(update), ...fields }, `edit ${step}`)
  }
}

/** `<client id>:<clock>` of the first thing that the update says, as any Yjs program can tell it. */
export function editId(update: Uint8Array): string {
  try {
    return firstOf(update)
  } catch {
    return 'unreadable'
  }
}

function firstOf(update: Uint8Array): string {
  const first = firstId(update)
  return first ? `${first.client}:${first.clock}` : `deletion:${update.length}`
}
