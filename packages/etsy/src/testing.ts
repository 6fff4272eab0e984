import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { method: string; url: URL; headers: IncomingMessage['headers']; body: string }
export type Said = { status?: number; headers?: Record<string, string>; body?: unknown }

export type TestEtsy = { api: string; asked: Asked[]; close(): Promise<void> }

/** A server that answers as the test says, and remembers what it was asked. */
export async function testEtsy(answer: (asked: Asked, nth: number) => Said | 'hang up'): Promise<TestEtsy> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    const url = new URL(request.url ?? '', 'http://etsy.test')
    const one = { method: request.method ?? '', url, headers: request.headers, body }
    const said = answer(one, asked.push(one))
    if (said === 'hang up') return void response.destroy()
    response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers })
    response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    api: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
