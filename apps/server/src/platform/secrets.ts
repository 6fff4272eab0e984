import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError } from './config.ts'

export type Secrets = {
  /** A token bound to a purpose and a value, 22 URL-safe characters; made again at will, so never stored. */
  sign(purpose: string, value: string): string
  verify(purpose: string, value: string, token: string): boolean
  /** Unreadable without the key: for what must be kept and holds links or tokens. */
  seal(text: string): string
  open(sealed: string): string
}

/** The installation's key: SECRET_KEY, or one made at the first start and kept beside the data. */
export function openSecrets(config: Pick<Config, 'secretKey' | 'dataDir'>): Secrets {
  const key = config.secretKey ?? keptKey(config.dataDir)
  const sign = (purpose: string, value: string) =>
    createHmac('sha256', key).update(`${purpose}\0${value}`).digest('base64url').slice(0, 22)
  return {
    sign,
    verify: (purpose, value, token) => sameText(sign(purpose, value), token),
    ...sealing(createHmac('sha256', key).update('seal').digest()),
  }
}

function keptKey(dataDir: string): string {
  const path = join(dataDir, 'secret.key')
  if (!existsSync(path)) makeKey(dataDir, path)
  const key = readFileSync(path, 'utf8').trim()
  if (key.length < 32)
    throw new ConfigError(`${path} is damaged, and without it no link opens: put it back from a backup, or remove it.`)
  return key
}

/** Whole or not at all, and the first of two that start at once wins. */
function makeKey(dataDir: string, path: string): void {
  mkdirSync(dataDir, { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600 })
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}

/** AES-256-GCM: nonce, tag, text. */
function sealing(key: Buffer): Pick<Secrets, 'seal' | 'open'> {
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
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
