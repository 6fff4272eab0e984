import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'
import { openSecrets } from './secrets.ts'

describe('configuration', () => {
  test('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({ port: 4000, publicUrl: null, signup: true, demo: true, trustProxy: 0 })
    expect(readConfig({ PORT: '', SIGNUP: '' })).toMatchObject({ port: 4000, signup: true })
  })

  test.each([
    ['PORT', 'http'],
    ['PORT', '0'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '-1'],
    ['TRUST_PROXY', '1.5'],
    ['PUBLIC_URL', 'proofs.example'],
    ['PUBLIC_URL', 'ftp://proofs.example'],
    ['DATABASE_URL', 'mysql://x'],
    ['SECRET_KEY', 'short'],
    ['SIGNUP', 'no'],
    ['DEMO', 'true'],
    ['ROLES', 'api,web'],
    ['SMTP_URL', 'mail.example'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is told in one sentence that names it', (name, value) => {
    let told = ''
    try {
      readConfig({ [name]: value })
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError)
      told = (error as Error).message
    }
    expect(told).toMatch(new RegExp(`^${name} .*[.…]$`))
    expect(told.split('\n')).toHaveLength(1)
    if (name !== 'PORT') expect(told).not.toContain(value === 'short' ? 'short' : `“${value}”`)
  })

  test('several mistakes are as many sentences', () => {
    expect(() => readConfig({ PORT: 'x', DEMO: 'x', SMTP_URL: 'x' })).toThrow(/^PORT .*\nDEMO .*\nSMTP_URL .*$/)
  })
})

describe('the installation’s key', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'proofroom-key-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }))
  const open = (secretKey?: string) => openSecrets({ dataDir, secretKey })

  test('is made once, kept in DATA_DIR for its owner alone, and used again', () => {
    const token = open().sign('link', 'a')
    const path = join(dataDir, 'secret.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{64}$/)
    expect(open().verify('link', 'a', token)).toBe(true)
    expect(open().open(open().seal('Grüße'))).toBe('Grüße')
  })

  test('tokens are bound to purpose, value and key', () => {
    const token = open().sign('link', 'a')
    expect(open().verify('link', 'b', token)).toBe(false)
    expect(open().verify('other', 'a', token)).toBe(false)
    expect(open('k'.repeat(32)).verify('link', 'a', token)).toBe(false)
    expect(() => open('k'.repeat(32)).open(open().seal('x'))).toThrow()
  })

  test('is not made where SECRET_KEY says it', () => {
    open('k'.repeat(32))
    expect(() => statSync(join(dataDir, 'secret.key'))).toThrow('ENOENT')
  })

  test('that was damaged is told, never replaced by an empty one', () => {
    writeFileSync(join(dataDir, 'secret.key'), '')
    chmodSync(join(dataDir, 'secret.key'), 0o600)
    expect(() => open()).toThrow(ConfigError)
    expect(() => open()).toThrow(/secret\.key is damaged/)
  })
})
