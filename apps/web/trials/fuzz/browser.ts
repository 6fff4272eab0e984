import { IDBKeyRange } from 'fake-indexeddb'
import * as Y from 'yjs'
import { here, native, type Page } from './page.ts'

/**
 * Puts a page's globals in place of this process's, wherever a page's code runs: so many devices, each with several
 * pages, run the web app's own code side by side. `onError` hears of what a page did not catch.
 */
export function becomeBrowser(onError: (error: unknown) => void): void {
  const global = (name: string, get: (page: Page) => unknown) =>
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => {
        const page = here.getStore()
        return page && get(page)
      },
    })
  global('window', (page) => page.window)
  global('document', (page) => page.document)
  global('location', (page) => new URL(page.device.origin))
  global('localStorage', (page) => page.localStorage)
  global('indexedDB', (page) => page.indexedDB)
  global('addEventListener', (page) => page.window.addEventListener.bind(page.window))
  global('removeEventListener', (page) => page.window.removeEventListener.bind(page.window))
  Object.assign(globalThis, {
    IDBKeyRange,
    setTimeout: timersOf(native.setTimeout),
    setInterval: timersOf(native.setInterval),
    fetch: (path: string, init?: RequestInit) => here.getStore()?.fetch(path, init) ?? native.fetch(path, init),
    WebSocket: new Proxy(native.WebSocket, {
      construct: (Native, [url]: [string]) => here.getStore()?.connect(url) ?? new Native(url),
    }),
  })
  watchDocuments()
  for (const failed of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(failed, (error: unknown) => {
      const page = here.getStore()
      if (!page) return die(error)
      // What was under way when a page ended fails behind it, and nobody is there any more to hear of it.
      if (!page.isGone) onError(error)
    })
  }
}

/** An error of this program's own. */
function die(error: unknown): never {
  console.error(error)
  process.exit(1)
}

const timersOf =
  (begin: typeof setTimeout | typeof setInterval) =>
  (work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout =>
    here.getStore()?.timer(begin, () => work(...args), ms) ?? begin(work, ms, ...args)

/** Every document listens to itself as it comes into being: so its page learns of it, and nothing of it is changed. */
function watchDocuments(): void {
  const { on } = Y.Doc.prototype
  Y.Doc.prototype.on = function (this: Y.Doc, ...listen: Parameters<typeof on>) {
    here.getStore()?.watch(this)
    return on.apply(this, listen)
  } as typeof on
}
