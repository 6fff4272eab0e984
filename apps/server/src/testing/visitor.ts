import type { ProblemDto } from '@proofroom/contract'

type Fetch = (request: Request) => Response | Promise<Response>
export type Ask = { json?: unknown; body?: BodyInit; headers?: Record<string, string>; signal?: AbortSignal }

/** A browser without a screen: keeps cookies, sends JSON. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #fetch: Fetch
  readonly #headers: Record<string, string>

  constructor(fetch: Fetch, headers: Record<string, string> = {}) {
    this.#fetch = fetch
    this.#headers = headers
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async ask(method: string, path: string, { json, body, headers, signal }: Ask = {}): Promise<Response> {
    const request = new Request(`http://localhost:4000${path}`, {
      method,
      signal: signal ?? null,
      headers: {
        ...this.#headers,
        ...(this.cookies.size > 0 && { cookie: this.cookie }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    } as RequestInit)
    const response = await this.#fetch(request)
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  /** For what must work: the answer's JSON, or an error that shows the refusal. */
  async do<T = unknown>(method: string, path: string, json?: unknown, headers?: Record<string, string>): Promise<T> {
    const response = await this.ask(method, path, { json, headers })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
    return JSON.parse(text) as T
  }

  /** For what must not: status and problem. */
  async refused(method: string, path: string, json?: unknown, ask: Ask = {}): Promise<ProblemDto & { status: number }> {
    const response = await this.ask(method, path, { ...ask, json })
    const text = await response.text()
    if (response.ok) throw new Error(`${method} ${path} was not refused: ${text}`)
    return { status: response.status, ...(JSON.parse(text) as ProblemDto) }
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    const ended = attributes.some((attribute) => /^max-age=0$/i.test(attribute))
    if (value === '' || ended) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
