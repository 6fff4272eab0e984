import type { CustomerPageDto, ProblemDto } from '@proofroom/contract'
import { ApiProblem } from '../api.ts'
import { createStore, type Store } from '../proofs/room/store.ts'
import { type CustomerApi, customerApi } from './api.ts'

/** `stale` is the problem of the last refresh while an older page is still good to look at. */
export type PageState =
  | { kind: 'loading' }
  | { kind: 'page'; page: CustomerPageDto; stale: Problem | null }
  | { kind: 'problem'; problem: Problem }

export type Problem = { code: string; message: string; requestId?: string }

export type PageStore = Store<PageState> & {
  readonly api: CustomerApi
  refresh(): Promise<void>
  /** An answer that is the new page. */
  put(page: CustomerPageDto): void
  /** Follows the event stream until the returned function is called. */
  follow(): () => void
}

/** Codes after which nothing of the page may be shown any more. */
const ENDED = /^link\./

export function createPageStore(code: string, initial: PageState): PageStore {
  const state = createStore<PageState>(initial)
  const api = customerApi(code)
  const put = (page: CustomerPageDto) => state.set({ kind: 'page', page, stale: null })
  const fail = (error: unknown) => {
    const problem = problemFrom(error)
    const before = state.get()
    if (before.kind === 'page' && !ENDED.test(problem.code)) state.set({ ...before, stale: problem })
    else state.set({ kind: 'problem', problem })
  }
  const refresh = () => api.read().then(put, fail)
  return {
    get: state.get,
    subscribe: state.subscribe,
    api,
    refresh,
    put,
    follow: () => followEvents(api.events, refresh),
  }
}

/** Reads the page again when something changed, when the page comes back to the front, and when the network does. */
function followEvents(url: string, refresh: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh(), 120)
  }
  const onVisible = () => document.visibilityState === 'visible' && soon()
  const source = new EventSource(url)
  // What happened between the page's making and now, nobody told of.
  source.addEventListener('open', soon)
  source.addEventListener('change', soon)
  // A stream that was refused for good (link revoked) does not reconnect: the page then says why.
  source.addEventListener('error', () => source.readyState === EventSource.CLOSED && soon())
  document.addEventListener('visibilitychange', onVisible)
  addEventListener('online', soon)
  return () => {
    clearTimeout(timer)
    source.close()
    document.removeEventListener('visibilitychange', onVisible)
    removeEventListener('online', soon)
  }
}

/** What the server wrote into the page: the page itself, a refusal, or nothing (development). */
export function readEmbedded(text: string | null): PageState {
  if (!text) return { kind: 'loading' }
  try {
    const data = JSON.parse(text) as CustomerPageDto | { problem: ProblemDto }
    return 'problem' in data ? { kind: 'problem', problem: data.problem } : { kind: 'page', page: data, stale: null }
  } catch {
    return { kind: 'loading' }
  }
}

export function problemFrom(error: unknown): Problem {
  if (error instanceof ApiProblem) return { code: error.code, message: error.message }
  return { code: 'unexpected', message: '' }
}
