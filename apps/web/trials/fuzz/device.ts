import { IDBFactory } from 'fake-indexeddb'
import type { Page } from './page.ts'
import type { Wire } from './wire.ts'

let made = 0

/** A browser on somebody's device: what it keeps from one page to the next, and its network. */
export class Device {
  readonly name: string
  readonly wire: Wire
  readonly pages = new Set<Page>()
  readonly storage = new Map<string, string>()
  databases = new IDBFactory()
  readonly #cookies = new Map<string, string>()
  #isSignedIn = true
  /** Each device comes from an address of its own: the server counts by them. */
  readonly #address = `198.18.${made >> 8}.${made++ & 255}`

  constructor(name: string, wire: Wire) {
    this.name = name
    this.wire = wire
  }

  get origin(): string {
    return `http://127.0.0.1:${this.wire.port}`
  }

  headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const own = { origin: this.origin, 'x-forwarded-for': this.#address }
    return this.#isSignedIn ? { ...own, cookie } : own
  }

  keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
  }

  /** The session has expired, as far as the server can see. */
  signOut(): void {
    this.#isSignedIn = false
  }

  signIn(): void {
    this.#isSignedIn = true
  }

  /** A new browser on a good network, signed in. */
  reset(): void {
    this.wire.reset()
    this.storage.clear()
    this.databases = new IDBFactory()
    this.signIn()
  }
}
