import './ui/no-eval.ts'
import './ui/index.css'
import './ui/shell.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import alerts from './alerts/en.json'
import { ApiProblem } from './api.ts'
import { addWords, startWords } from './i18n.ts'
import identity from './identity/en.json'
import imports from './imports/en.json'
import orders from './orders/en.json'
import privacy from './privacy/en.json'
import proofs from './proofs/en.json'
import { createAppRouter } from './router.tsx'
import { Toasts } from './ui/Toasts.tsx'

startWords()
addWords('alerts', alerts)
addWords('identity', identity)
addWords('imports', imports)
addWords('orders', orders)
addWords('privacy', privacy)
addWords('proofs', proofs)

/** A refusal stays one however often it is asked again; only a lost connection is worth another try. */
const worthRetrying = (failures: number, error: Error) =>
  failures < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500)

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: worthRetrying, refetchOnWindowFocus: true } },
})
const router = createAppRouter(queries)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
)
