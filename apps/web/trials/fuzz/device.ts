import { IDBFactory } from 'fake-indexeddb'
import type { Wire } from './wire.ts'

let made = 0

/** A browser on somebody's device: what it keeps from one page to the next, and its network. */
export class Device {
  readonly name: string
  readonly wire: Wire
  readonly storage = new Map<string, string>()
  databases = new IDBFactory()
  readonly #cookies = new Map<string, string>()
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
    return { origin: this.origin, 'x-forwarded-for': this.#address, ...(cookie && { cookie }) }
  }

  keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
  }

  /** Signed out, as far as the server can see; gives the way back in. */
  hideCookies(): () => void {
    const hidden = [...this.#cookies]
    this.#cookies.clear()
    return () => {
      for (const [name, value] of hidden) this.#cookies.set(name, value)
    }
  }

  /** Kept nothing, as a new browser. */
  forget(): void {
    this.storage.clear()
    this.databases = new IDBFactory()
  }
}
