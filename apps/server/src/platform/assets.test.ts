import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveAssets } from './assets.ts'

const script = `export const words = '${randomBytes(40_000).toString('hex')}'`
let folder: string
let app: Hono
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proofroom-assets-'))
  writeFileSync(join(folder, 'app-1a2b.js'), script)
  writeFileSync(join(folder, 'sans-3c4d.woff2'), randomBytes(100))
  app = new Hono().get('/assets/:name', serveAssets(folder))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ask = (name: string, accepted?: string) =>
  app.request(`/assets/${name}`, { headers: accepted ? { 'accept-encoding': accepted } : {} })

test.each([
  ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
  ['gzip', 'gzip, deflate', gunzipSync],
  ['gzip', 'br;q=0, gzip', gunzipSync],
  [null, 'identity', (bytes: Buffer) => bytes],
  [null, undefined, (bytes: Buffer) => bytes],
] as const)('comes as %s to who takes %s', async (encoding, accepted, open) => {
  const answer = await ask('app-1a2b.js', accepted)
  expect(answer.headers.get('content-encoding')).toBe(encoding)
  expect(answer.headers.get('content-type')).toContain('javascript')
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(answer.headers.get('content-length')).toBe(String(bytes.length))
  expect(open(bytes).toString()).toBe(script)
})

test('what is short already comes as it is', async () => {
  const answer = await ask('sans-3c4d.woff2', 'br')
  expect([answer.headers.get('content-type'), answer.headers.get('content-encoding')]).toEqual(['font/woff2', null])
})

test.each(['none.js', '..%2fapp-1a2b.js', 'app-1a2b.js%00', 'constructor'])('there is no %s', async (name) => {
  expect((await ask(name)).status).toBe(404)
})

test('a folder that is not there holds nothing', async () => {
  const none = new Hono().get('/assets/:name', serveAssets(join(folder, 'none')))
  expect((await none.request('/assets/app-1a2b.js')).status).toBe(404)
})
