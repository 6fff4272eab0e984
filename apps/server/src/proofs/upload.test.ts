import { request } from 'node:http'
import type { PageDto, ProblemDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildDraft,
  buildGuest,
  buildProof,
  buildShop,
  type Draft,
  startTestApp,
  type TestApp,
  upload,
} from '../testing/index.ts'
import { isoBrand, phonePhoto, solid, svg } from './ingest/corpus.ts'

let t: TestApp
let draft: Draft
beforeAll(async () => {
  t = await startTestApp()
  draft = await buildDraft(await buildShop(t))
})
afterAll(() => t.stop())

const path = () => `${draft.path}/versions/${draft.versionId}`
const send = (bytes: Uint8Array, headers?: Record<string, string>) => upload(draft.shop.owner, path(), bytes, headers)
const pagesNow = async () => {
  const proof = await draft.shop.owner.do<{ versions: { pages: PageDto[] }[] }>('GET', draft.path)
  return proof.versions[0]?.pages.length
}

async function added(bytes: Uint8Array, headers?: Record<string, string>): Promise<PageDto> {
  const response = await send(bytes, headers)
  expect(response.status).toBe(201)
  return (await response.json()) as PageDto
}

test('a photo becomes a page: upright pictures without the place it was taken', async () => {
  const page = await added(await phonePhoto(600, 400), {
    'x-file-name': 'Board%20back.jpg',
    'content-type': 'image/jpeg',
  })
  expect(page).toMatchObject({ name: 'Back', fileName: 'Board back.jpg', mediaType: 'image/jpeg' })
  expect([page.picture.width, page.picture.height]).toEqual([400, 600])
  for (const address of [page.picture.shown, page.picture.preview, page.picture.thumb]) {
    const picture = await draft.shop.owner.ask('GET', address)
    expect(picture.headers.get('content-type')).toBe('image/webp')
    const bytes = Buffer.from(await picture.arrayBuffer()).toString('latin1')
    expect(bytes).not.toMatch(/Exif|GPS|Proofphone/)
  }
})

test('an SVG with a script is shown as a picture, and kept as an attachment in a sandbox', async () => {
  const page = await added(svg('<script>alert(1)</script><rect width="400" height="200"/>'), {
    'x-file-name': 'sign.svg',
    'content-type': 'image/svg+xml',
  })
  const shown = await draft.shop.owner.ask('GET', page.picture.shown)
  expect(shown.headers.get('content-type')).toBe('image/webp')
  const original = await draft.shop.owner.ask('GET', page.picture.shown.replace(/shown$/, 'original'))
  expect(original.headers.get('content-type')).toBe('application/octet-stream')
  expect(original.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(original.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  expect(original.headers.get('x-content-type-options')).toBe('nosniff')
})

test.each([
  ['HEIC', () => isoBrand('heic'), 415, 'upload.heic', /JPEG/],
  [
    'a program that says it is a PNG',
    () => Buffer.from(`MZ${'x'.repeat(500)}`),
    415,
    'upload.not_an_image',
    /says it is a PNG/,
  ],
  ['nothing', () => Buffer.alloc(0), 422, 'upload.empty', /empty/i],
])('%s is refused in a sentence, and nothing is half-written', async (_, bytes, status, code, words) => {
  const before = await pagesNow()
  const response = await send(bytes())
  const told = (await response.json()) as ProblemDto
  expect([response.status, told.code]).toEqual([status, code])
  expect(told.message).toMatch(words)
  expect(await pagesNow()).toBe(before)
})

test('400 MB are refused from the header, before a byte of them is read', async () => {
  const url = new URL(await t.listen())
  const told = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const asking = request(
      { host: url.hostname, port: url.port, method: 'POST', path: `${path()}/pages` },
      (response) => {
        let body = ''
        response.on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => {
          resolve({ status: response.statusCode, body })
          asking.destroy()
        })
      },
    )
    asking.on('error', reject)
    asking.setHeader('cookie', draft.shop.owner.cookie)
    asking.setHeader('content-type', 'image/png')
    asking.setHeader('content-length', 400_000_000)
    asking.write(Buffer.alloc(1000))
  })
  expect(told.status).toBe(413)
  expect(JSON.parse(told.body)).toMatchObject({ code: 'upload.too_large' })
  expect(told.body).toContain('400 MB')
})

test('a file name that cannot be decoded is only a name', async () => {
  const page = await added(await solid(8, 8, { r: 1, g: 2, b: 3 }), { 'x-file-name': '100%.png' })
  expect(page.fileName).toBe('100%.png')
})

test('pages are arranged, named and removed until sent; then they stay', async () => {
  const { shop, path: proofPath, versionId } = await buildDraft(await buildShop(t))
  const at = `${proofPath}/versions/${versionId}`
  const ids: string[] = []
  for (const name of ['front.png', 'back.png', 'x.png']) {
    const response = await upload(shop.owner, at, await solid(8, 8, { r: 9, g: 9, b: 9 }), { 'x-file-name': name })
    ids.push(((await response.json()) as PageDto).id)
  }
  const [front, back, third] = ids as [string, string, string]
  await shop.owner.do('DELETE', `${at}/pages/${third}`)
  const named = [back, front].map((id) => ({ id, name: 'Side' }))
  const arranged = await shop.owner.do<{ pages: PageDto[] }>('PATCH', at, { pages: named })
  expect(arranged.pages.map(({ id }) => id)).toEqual([back, front])
  expect(await shop.owner.refused('PATCH', at, { pages: named.slice(1) })).toMatchObject({
    code: 'version.pages_changed',
  })
  await shop.owner.do('POST', `${at}/send`, {})
  expect(await shop.owner.refused('DELETE', `${at}/pages/${front}`)).toMatchObject({
    status: 409,
    code: 'version.sent',
  })
  expect((await upload(shop.owner, at, await solid(8, 8, { r: 9, g: 9, b: 9 }))).status).toBe(409)
})

test('a guest gets pictures of what was sent, no originals', async () => {
  const proof = await buildProof(await buildShop(t))
  const guest = await buildGuest(proof, 'view')
  const at = `${guest.path}/pages/${proof.pageId}`
  expect((await guest.visitor.ask('GET', `${at}/preview`)).status).toBe(200)
  for (const rendition of ['original', 'huge'])
    expect((await guest.visitor.ask('GET', `${at}/${rendition}`)).status).toBe(404)
})
