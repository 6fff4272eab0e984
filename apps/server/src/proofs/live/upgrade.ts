import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { LiveLimits, LiveOptions } from './options.ts'
import { plainEntryOf } from './yjs/entry.ts'

export type Gate = {
  /** Null: the socket may be opened; it counts until it closes. Otherwise the status to refuse it with. */
  admit(request: IncomingMessage, socket: Duplex): Promise<string | null>
}

type GateOptions = Pick<LiveOptions, 'isOwnOrigin' | 'addressOf'> & { limits: LiveLimits }

const TOO_MANY = '429 Too Many Requests'

/** Who may open a socket at all: our own pages and programs, and not too many from one address. */
export function upgradeGate({ isOwnOrigin, addressOf, limits }: GateOptions): Gate {
  const open = new Map<string, number>()
  const rate = new RateLimiterMemory({ points: limits.upgradesPerMinute, duration: 60 })
  return {
    async admit(request, socket) {
      if (!isLive(request.url ?? '/')) return '404 Not Found'
      if (!isOwnOrigin(request.headers.origin, request.headers.host)) return '403 Forbidden'
      const from = addressOf?.(request) ?? request.socket.remoteAddress ?? 'unknown'
      const consumed = await rate.consume(from).catch(() => null)
      const count = open.get(from) ?? 0
      if (!consumed || count >= limits.socketsPerAddress) return TOO_MANY
      open.set(from, count + 1)
      socket.once('close', () => {
        const left = (open.get(from) ?? 1) - 1
        if (left > 0) open.set(from, left)
        else open.delete(from)
      })
      return null
    },
  }
}

const isLive = (address: string): boolean =>
  new URL(address, 'http://local').pathname === '/live' || plainEntryOf(address) !== null

export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
