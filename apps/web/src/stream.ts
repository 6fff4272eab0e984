import type { StreamEventDto } from '@proofroom/contract'
import type { QueryClient } from '@tanstack/react-query'

/** Nobody looks at a `resting` one: it is opened again when somebody does. */
export type StreamState = 'live' | 'reconnecting' | 'resting'

type Streaming = {
  /** `/api/s/<shop>/events` or `/api/c/<code>/events`. */
  url: string
  onChange: (event: StreamEventDto) => void
  /** `live` after anything else, and the first time: what was read before may be old, nobody told of it. */
  onState: (state: StreamState) => void
}

/**
 * A tab in the background lets go of its stream after this long. Without https a browser keeps six connections to a
 * server for all tabs together: with a stream in each, the seventh tab would wait for ever.
 */
const REST_AFTER_MS = 15_000

const isHidden = () => document.visibilityState === 'hidden'

/** The server's event stream. The browser reconnects by itself and resumes by Last-Event-ID; a refused one we reopen. */
export function openStream({ url, onChange, onState }: Streaming): () => void {
  let source: EventSource | null = null
  let later: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(url)
    source.addEventListener('open', () => onState('live'))
    source.addEventListener('change', (message) => onChange(JSON.parse(message.data) as StreamEventDto))
    source.addEventListener('error', () => {
      onState('reconnecting')
      if (source?.readyState === EventSource.CLOSED && !isHidden()) wait(open, 5_000)
    })
  }
  const rest = () => {
    source?.close()
    source = null
    onState('resting')
  }
  const wait = (act: () => void, ms: number) => {
    clearTimeout(later)
    later = setTimeout(act, ms)
  }
  const look = () => {
    if (isHidden()) return wait(rest, REST_AFTER_MS)
    clearTimeout(later)
    if (!source || source.readyState === EventSource.CLOSED) open()
  }
  document.addEventListener('visibilitychange', look)
  if (isHidden()) rest()
  else open()
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(later)
    source?.close()
  }
}

/** Several events of one transaction become one round of reading. */
export function invalidateSoon(client: QueryClient, keysOf: (event: StreamEventDto) => unknown[][]) {
  const waiting = new Map<string, unknown[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  return (event: StreamEventDto) => {
    for (const key of keysOf(event)) waiting.set(JSON.stringify(key), key)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const keys = [...waiting.values()]
      waiting.clear()
      for (const queryKey of keys) void client.invalidateQueries({ queryKey })
    }, 60)
  }
}
