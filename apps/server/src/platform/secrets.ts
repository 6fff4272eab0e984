import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

export type Secrets = {
  /** A token bound to a purpose and a value, 22 URL-safe characters; made again at will, so never stored. */
  sign(purpose: string, value: string): string
  verify(purpose: string, value: string, token: string): boolean
}

/** The installation's key: SECRET_KEY, or one made at the first start and kept beside the data. */
export function openSecrets(config: Pick<Config, 'secretKey' | 'dataDir'>): Secrets {
  const key = config.secretKey ?? keptKey(config.dataDir)
  const sign = (purpose: string, value: string) =>
    createHmac('sha256', key).update(`${purpose}\0${value}`).digest('base64url').slice(0, 22)
  return {
    sign,
    verify: (purpose, value, token) => sameText(sign(purpose, value), token),
  }
}

function keptKey(dataDir: string): string {
  const path = join(dataDir, 'secret.key')
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(path, 'utf8').trim()
}

export const sha256 = (value: string | Uint8Array) => createHash('sha256').update(value).digest('hex')
/** 32 random bytes, for cookies and one-time links; only its hash is stored. */
export const newToken = () => randomBytes(32).toString('base64url')

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
/** A short unguessable code for addresses, without letters that look alike. 10 letters ≈ 49 bits. */
export const newCode = (length = 10) =>
  Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('')

function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
