import { isIP } from 'node:net'
import type { Config } from './config.ts'

type Headers = { host: string | undefined; forwardedProto?: string | undefined }

/**
 * The address people reach us by. With PUBLIC_URL, that. Without it (a first try on one machine, a phone in the same
 * network) the request's own host, but only this machine's names and bare network addresses: a name that somebody
 * else's DNS points at us is not believed.
 */
export function publicUrlOf(config: Pick<Config, 'publicUrl' | 'port'>, { host }: Headers): string {
  if (config.publicUrl) return config.publicUrl
  return host && isOwnName(host) ? `http://${host}` : `http://localhost:${config.port}`
}

function isOwnName(host: string): boolean {
  if (!URL.canParse(`http://${host}`)) return false
  const { hostname } = new URL(`http://${host}`)
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
}

/** A present Origin must be ours; none at all is a program, not another site's page. */
export function isOwnOrigin(
  config: Pick<Config, 'publicUrl' | 'port'>,
  origin: string | undefined,
  headers: Headers,
): boolean {
  return origin === undefined || origin === publicUrlOf(config, headers)
}

/** The client's address: the n-th last of X-Forwarded-For behind n proxies, else the socket's. */
export function addressOf(
  trustProxy: number,
  forwardedFor: string | undefined,
  socketAddress: string | undefined,
): string {
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim())
  const claimed = trustProxy > 0 ? hops.at(-trustProxy) : undefined
  return claimed || socketAddress || 'unknown'
}
