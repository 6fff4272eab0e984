import { networkInterfaces } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

/** Which parts of the program a process runs. */
export type Part = 'api' | 'live' | 'jobs'
const PARTS: Part[] = ['api', 'live', 'jobs']

const onOff = (name: string, fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], { error: `${name} is either “on” or “off”.` })
    .default(fallback)
    .transform((value) => value === 'on')

const address = (name: string, schemes: string[]) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && schemes.includes(new URL(value).protocol), {
      error: `${name} must be an address beginning with ${schemes.map((s) => `${s}//`).join(' or ')}.`,
    })
    .optional()

const PORTS = 'PORT must be a number between 1 and 65535.'
const PROXIES = 'TRUST_PROXY is how many proxies stand in front: 0, 1, 2 …, at most 10.'

const QUIET = 'ROOM_QUIET_MINUTES is a number of minutes above 0.'

const Environment = z.object({
  PORT: z.coerce.number({ error: PORTS }).int(PORTS).min(1, PORTS).max(65_535, PORTS).default(4000),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: address('PUBLIC_URL', ['http:', 'https:']),
  TRUST_PROXY: z.coerce.number({ error: PROXIES }).int(PROXIES).min(0, PROXIES).max(10, PROXIES).default(0),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: address('DATABASE_URL', ['postgres:', 'postgresql:']),
  SECRET_KEY: z
    .string()
    .min(32, 'SECRET_KEY must be at least 32 characters; leave it out to have one made.')
    .optional(),
  SIGNUP: onOff('SIGNUP', 'on'),
  DEMO: onOff('DEMO', 'on'),
  ROLES: z
    .string()
    .default(PARTS.join(','))
    .transform((value) => value.split(',').map((part) => part.trim()) as Part[])
    .refine((parts) => parts.length > 0 && parts.every((part) => PARTS.includes(part)), {
      error: 'ROLES is a list of api, live and jobs, like “api,live,jobs”.',
    }),
  ROOM_QUIET_MINUTES: z.coerce.number({ error: QUIET }).positive(QUIET).default(10),
  SMTP_URL: address('SMTP_URL', ['smtp:', 'smtps:']),
  ETSY_KEYSTRING: z
    .string()
    .regex(/^[\w-]+$/, 'ETSY_KEYSTRING is the keystring of your app at Etsy.')
    .optional(),
  ETSY_SHARED_SECRET: z.string().optional(),
  ETSY_WEBHOOK_SECRET: z.string().startsWith('whsec_', 'ETSY_WEBHOOK_SECRET begins with “whsec_”.').optional(),
  ETSY_URL: address('ETSY_URL', ['http:', 'https:']),
  MAIL_FROM: z.string().default('Proofroom <proofroom@localhost>'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'LOG_LEVEL is debug, info, warn, error or silent.' })
    .optional(),
})

/** The installation's own app at Etsy, and where Etsy is. */
export type EtsyConfig = {
  /** Null: each shop brings a key of its own. */
  key: { keystring: string; secret: string } | null
  webhookSecret: string | null
  /** A local Etsy in the place of the real one. */
  simulatorUrl: string | null
}

export type Config = {
  port: number
  host: string
  /** Null when PUBLIC_URL is not set: then addresses follow the request's own host (see origin.ts). */
  publicUrl: string | null
  /** Proxies in front whose X-Forwarded-For may be believed. */
  trustProxy: number
  dataDir: string
  databaseUrl: string | undefined
  secretKey: string | undefined
  signup: boolean
  demo: boolean
  parts: Part[]
  /** How long nobody may have written in a live room before it is given a document without a past. */
  roomQuietMs: number
  etsy: EtsyConfig
  smtpUrl: string | undefined
  mailFrom: string
  logLevel: string
}

export class ConfigError extends Error {}

/** Reads the environment. Throws a ConfigError with one sentence for each mistake. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) throw new ConfigError(read.error.issues.map((issue) => issue.message).join('\n'))
  const e = read.data
  if (!e.ETSY_KEYSTRING !== !e.ETSY_SHARED_SECRET)
    throw new ConfigError('ETSY_KEYSTRING and ETSY_SHARED_SECRET belong together: give both, or none.')
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: e.PUBLIC_URL ? new URL(e.PUBLIC_URL).origin : null,
    trustProxy: e.TRUST_PROXY,
    dataDir: resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL,
    secretKey: e.SECRET_KEY,
    signup: e.SIGNUP,
    demo: e.DEMO,
    parts: e.ROLES,
    roomQuietMs: e.ROOM_QUIET_MINUTES * 60_000,
    etsy: {
      key:
        e.ETSY_KEYSTRING && e.ETSY_SHARED_SECRET ? { keystring: e.ETSY_KEYSTRING, secret: e.ETSY_SHARED_SECRET } : null,
      webhookSecret: e.ETSY_WEBHOOK_SECRET ?? null,
      simulatorUrl: e.ETSY_URL ? new URL(e.ETSY_URL).origin : null,
    },
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    // Somebody watching a terminal wants to see the links, not every request.
    logLevel: e.LOG_LEVEL ?? (process.stderr.isTTY ? 'warn' : 'info'),
  }
}

/** Where this machine itself reaches the program. */
export const localUrl = (config: Config) => `http://localhost:${config.port}`

/** Where another device in the same network reaches it, or null when it listens to this machine only. */
export function networkUrl(config: Config): string | null {
  if (config.publicUrl || !['0.0.0.0', '::'].includes(config.host)) return null
  const found = Object.values(networkInterfaces())
    .flat()
    .find((net) => net && net.family === 'IPv4' && !net.internal)
  return found ? `http://${found.address}:${config.port}` : null
}
