import type { CustomerPageDto } from '@proofroom/contract'
import { useEffect, useMemo } from 'react'
import { useStore } from '../proofs/room/store.ts'
import { Agreed } from './agreed/Agreed.tsx'
import { Cancelled } from './agreed/Cancelled.tsx'
import { CustomerProvider } from './context.ts'
import { LookPage } from './look/LookPage.tsx'
import type { PageStore } from './page-store.ts'
import { useNameQuestion } from './people/NameQuestion.tsx'
import { ProblemPage } from './problems/ProblemPage.tsx'
import { Waiting } from './problems/Waiting.tsx'
import { useView } from './route.ts'
import { type Standing, standingOf } from './standing.ts'
import { useToast } from './Toast.tsx'

export function CustomerApp({ store }: { store: PageStore }) {
  const state = useStore(store)
  useEffect(() => store.follow(), [store])
  if (state.kind === 'page') return <Page page={state.page} store={store} stale={state.stale !== null} />
  if (state.kind === 'problem') return <ProblemPage problem={state.problem} retry={store.refresh} />
  return null
}

function Page({ page, store, stale }: { page: CustomerPageDto; store: PageStore; stale: boolean }) {
  const [nameQuestion, ensureName] = useNameQuestion(page, store)
  const [toast, say] = useToast()
  const standing = standingOf(page)
  const title = page.heading
  const context = useMemo(() => ({ page, store, ensureName, say }), [page, store, ensureName, say])
  const view = useView()
  const isCancelled = page.order.move.phase === 'cancelled'
  // A new page begins at its top, not where the one before was left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when these change
  useEffect(() => {
    scrollTo(0, 0)
  }, [standing.kind, view])
  useEffect(() => {
    document.title = `${title}, ${page.shop.name}`
  }, [title, page.shop.name])
  return (
    <CustomerProvider value={context}>
      {isCancelled && !(standing.kind === 'agreed' && view === 'receipt') ? (
        <Cancelled standing={standing.kind === 'agreed' ? standing : null} />
      ) : (
        <Stand standing={standing} stale={stale} />
      )}
      {nameQuestion}
      {toast}
    </CustomerProvider>
  )
}

function Stand({ standing, stale }: { standing: Standing; stale: boolean }) {
  switch (standing.kind) {
    case 'waiting':
      return <Waiting takenBack={standing.takenBack} />
    case 'agreed':
      return <Agreed standing={standing} />
    default:
      return <LookPage standing={standing} stale={stale} />
  }
}
