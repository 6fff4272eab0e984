import type { StreamEventDto } from '@proofroom/contract'
import type { QueryClient } from '@tanstack/react-query'

export type StreamState = 'live' | 'reconnecting'

type Streaming = {
  /** `/api/s/<shop>/events` or `/api/c/<code>/events`. */
  url: string
  onChange: (event: StreamEventDto) => void
  /** `live` after anything else, and the first time: what was read before may be old, nobody told of it. */
  onState: (state: StreamState) => void
}

/** The server's event stream. The browser reconnects by itself and resumes by Last-Event-ID; a refused one we reopen. */
export function openStream({ url, onChange, onState }: Streaming): () => void {
  let source: EventSource | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource(url)
    source.addEventListener('open', () => onState('live'))
    source.addEventListener('change', (message) => onChange(JSON.parse(message.data) as StreamEventDto))
    source.addEventListener('error', () => {
      onState('reconnecting')
      if (source?.readyState !== EventSource.CLOSED) return
      clearTimeout(again)
      again = setTimeout(open, 5_000)
    })
  }
  open()
  return () => {
    clearTimeout(again)
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
