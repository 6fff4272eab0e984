import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type DatabaseProxy = { url: string; cut(): void; down(): void; up(): void; close(): void }

/** A network between the server and its database that can fail: `cut` breaks connections, `down` refuses new ones. */
export async function proxyTo(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let away = false
  const server = createServer((inbound) => {
    if (away) return inbound.destroy()
    const outbound = connect(Number(target.port), target.hostname)
    for (const [from, to] of [[inbound, outbound] as const, [outbound, inbound] as const]) {
      sockets.add(from)
      from.on('error', () => {})
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    cut,
    down() {
      away = true
      cut()
    },
    up() {
      away = false
    },
    close() {
      cut()
      server.close()
    },
  }
}
