import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { addWords, startWords } from '../i18n.ts'
import { CustomerApp } from './CustomerApp.tsx'
import words from './en.json'
import { createPageStore, readEmbedded } from './page-store.ts'

/** Takes over from the server's first paint. */
export async function mount(root: HTMLElement, embedded: string | null): Promise<void> {
  startWords()
  addWords('customer', words)
  const store = createPageStore(codeInAddress(), readEmbedded(embedded))
  if (store.get().kind === 'loading') await store.refresh()
  createRoot(root).render(
    <StrictMode>
      <CustomerApp store={store} />
    </StrictMode>,
  )
}

/** `/c/<code>`; where the link was refused, its secret is still there behind a dot. */
const codeInAddress = (): string => decodeURIComponent(location.pathname.split('/')[2] ?? '').split('.')[0] ?? ''
