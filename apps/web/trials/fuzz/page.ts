import { AsyncLocalStorage } from 'node:async_hooks'
import type { IDBFactory } from 'fake-indexeddb'
import type * as Y from 'yjs'
import type { Device } from './device.ts'

/** The page whose code is running. */
export const here = new AsyncLocalStorage<Page>()
/** As they are outside of pages. */
export const native = { setTimeout, setInterval, fetch, WebSocket }

type Begin = typeof setTimeout | typeof setInterval

/**
 * What a browser gives a page: storage, timers, requests and sockets of its own. All of it stops when the page ends, as
 * in a browser: at once, and without a word to the page's code.
 */
export class Page {
  readonly device: Device
  readonly window = new EventTarget()
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  readonly indexedDB: Pick<IDBFactory, 'open' | 'deleteDatabase'>
  readonly localStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly #documents = new Set<Y.Doc>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #sockets = new Set<WebSocket>()
  readonly #databases = new Set<IDBDatabase>()
  readonly #writes = new Set<IDBTransaction>()
  readonly #leaving = new AbortController()
  /** What waits for the page to be woken, while it is frozen. */
  #asleep: (() => void)[] | null = null

  constructor(device: Device) {
    this.device = device
    this.indexedDB = {
      open: (name, version) => this.#openDatabase(name, version),
      deleteDatabase: (name) => device.databases.deleteDatabase(name),
    }
    this.localStorage = {
      getItem: (key) => device.storage.get(key) ?? null,
      setItem: (key, value) => this.#store(key, value),
      removeItem: (key) => this.#store(key, null),
    }
    device.pages.add(this)
  }

  get isGone(): boolean {
    return this.#leaving.signal.aborted
  }

  /** Whether something is on its way to the disk: a crash now may lose it. */
  get isWriting(): boolean {
    return this.#writes.size > 0
  }

  /** The document that the page works on, as its code has it in memory. */
  get doc(): Y.Doc | null {
    return [...this.#documents].findLast((doc) => !doc.isDestroyed) ?? null
  }

  /** Runs the page's code. */
  run<T>(work: () => T): T {
    return here.run(this, work)
  }

  /** Lets the page's code hear of something. */
  tell(target: EventTarget, what: string): void {
    this.#wake(() => target.dispatchEvent(new Event(what)))
  }

  /** As browsers do with what nobody looks at: no code of it runs any more, and it may be woken or not. */
  freeze(): void {
    this.#asleep ??= []
  }

  thaw(): void {
    const waiting = this.#asleep ?? []
    this.#asleep = null
    for (const work of waiting) work()
  }

  get isFrozen(): boolean {
    return this.#asleep !== null
  }

  /** The person leaves or loads anew, or a frozen page is thrown away: what was handed to the disk gets there. */
  leave(): void {
    if (this.isGone) return
    if (!this.isFrozen) this.run(() => this.window.dispatchEvent(new Event('pagehide')))
    this.#end()
    for (const socket of this.#sockets) socket.close()
  }

  /** The browser dies: what was not on the disk yet will never be. The device's wire decides what the server hears. */
  crash(): void {
    this.#end()
    this.run(() => {
      for (const write of this.#writes) write.abort()
    })
    for (const socket of this.#sockets) socket.close()
  }

  #end(): void {
    this.#leaving.abort()
    this.device.pages.delete(this)
    for (const timer of this.#timers) clearTimeout(timer)
    for (const database of this.#databases) database.close()
  }

  watch(doc: Y.Doc): void {
    this.#documents.add(doc)
  }

  timer(begin: Begin, work: () => void, ms?: number): NodeJS.Timeout {
    const timer = begin(() => this.#wake(work), ms)
    if (this.isGone) clearTimeout(timer)
    else this.#timers.add(timer)
    return timer
  }

  /** With what the browser adds: where it is asked, cookies, and the network that it comes from. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    if (this.isGone) return new Promise(() => {})
    const headers = { ...(init.headers as Record<string, string>), ...this.device.headers() }
    const options = { ...init, headers, redirect: 'manual', signal: this.#leaving.signal } as const
    const [response, body] = await here.exit(async () => {
      const answer = await native.fetch(new URL(path, this.device.origin), options)
      return [answer, await answer.arrayBuffer()] as const
    })
    await new Promise<void>((resolve) => this.#wake(resolve))
    this.device.keepCookies(response.headers.getSetCookie())
    const { status, headers: answered } = response
    return new Response(body.byteLength > 0 ? body : null, { status, headers: answered })
  }

  connect(url: string): WebSocket {
    const options = { headers: this.device.headers() } as unknown as string[]
    const socket = here.exit(() => new native.WebSocket(url, options))
    const { dispatchEvent } = socket
    this.#sockets.add(socket)
    socket.addEventListener('close', () => this.#sockets.delete(socket))
    return Object.assign(socket, {
      dispatchEvent: (event: Event) => this.#wake(() => dispatchEvent.call(socket, event)),
      send: (data: Uint8Array<ArrayBuffer>) => here.exit(() => native.WebSocket.prototype.send.call(socket, data)),
      close: () => here.exit(() => native.WebSocket.prototype.close.call(socket)),
    })
  }

  /** The other pages hear of it. */
  #store(key: string, value: string | null): void {
    if (this.isGone) return
    if (value === null) this.device.storage.delete(key)
    else this.device.storage.set(key, value)
    const told = Object.assign(new Event('storage'), { key })
    for (const page of this.device.pages) {
      if (page !== this) setImmediate(() => page.#wake(() => page.window.dispatchEvent(told)))
    }
  }

  /** Runs what the browser brings, now or when the page is awake. */
  #wake(work: () => void): true {
    if (this.#asleep) this.#asleep.push(() => this.#wake(work))
    else if (!this.isGone) this.run(work)
    return true
  }

  #openDatabase(name: string, version?: number): IDBOpenDBRequest {
    const request = this.device.databases.open(name, version)
    request.addEventListener('success', () => {
      const database = request.result
      this.#databases.add(database)
      const begin = database.transaction.bind(database)
      database.transaction = (...args) => {
        const write = begin(...args)
        this.#writes.add(write)
        for (const end of ['complete', 'abort']) write.addEventListener(end, () => this.#writes.delete(write))
        return write
      }
      if (this.isGone) database.close()
    })
    return request
  }
}
