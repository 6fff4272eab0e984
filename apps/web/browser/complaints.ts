import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/** A refusal is an answer; the browser writes a line about each one all the same. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/
/** What Chromium remarks on every page that comes without https. Nothing of ours follows from it. */
const PLAIN_HTTP = /^The Cross-Origin-Opener-Policy header has been ignored|Origin-Agent-Cluster header/
/** Whoever leaves a page while its room is being opened leaves this behind. */
const LEFT = /WebSocket is closed before the connection is established/
const GONE = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INTERNET_DISCONNECTED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE/

/** Collects what no page may do: errors, violations of the CSP, requests to another host. */
export class Complaints {
  readonly all: string[] = []
  readonly #others = new Set<string>()
  #mayLoseServer = false

  async watch(context: BrowserContext, at: string): Promise<void> {
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}`),
      ),
    )
    context.on('weberror', (error) => this.all.push(`error: ${error.error().stack ?? error.error().message}`))
    context.on('console', (message) => this.#hear(message))
    context.on('request', (request) => {
      const url = new URL(request.url())
      if (url.protocol.startsWith('http') && url.host !== new URL(at).host && !this.#others.has(url.host))
        this.all.push(`asked of: ${request.url()}`)
    })
  }

  /** Somewhere else that people are sent to in this test. */
  mayGoTo(address: string): void {
    this.#others.add(new URL(address).host)
  }

  /** From here on the server may be away, and browsers say so. */
  serverMayGo(): void {
    this.#mayLoseServer = true
  }

  #hear(message: ConsoleMessage): void {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const text = message.text()
    if (REFUSED.test(text) || PLAIN_HTTP.test(text) || LEFT.test(text)) return
    if (this.#mayLoseServer && GONE.test(text)) return
    this.all.push(`${message.type()}: ${text} (${message.location().url})`)
  }
}
