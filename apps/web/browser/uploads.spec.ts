import { readFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import { expect, type Page } from '@playwright/test'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { file, READING, Shop } from './shop.ts'

const server = serverForFile()

test('each file that may be dropped does the right thing, in a sentence', async ({ people }) => {
  test.setTimeout(120_000)
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page)
  const order = await shop.order()
  const proof = await shop.proof(order)
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/draft`)
  const pages = page.getByRole('region', { name: 'Pages' })
  const names = page.getByLabel(/^Name of the page/)
  await expect(page.getByText('Add a picture first')).toBeVisible()

  await test.step('a transparent PNG is a page', async () => {
    await drop(page, 'stamp.png', 'image/png', transparentPng(240, 160))
    await expect(names).toHaveCount(1, READING)
    await expectPicture(pages.getByRole('listitem').nth(0).locator('img'))
  })

  await test.step('an SVG with a script is shown as a picture; nothing of it runs', async () => {
    await drop(page, 'board-with-script.svg', 'image/svg+xml', readFileSync(file('board-with-script.svg')))
    await expect(names).toHaveCount(2, READING)
    await expectPicture(pages.getByRole('listitem').nth(1).locator('img'))
    await page.getByRole('button', { name: 'Preview as Ruth' }).click()
    await expect(page.getByText('Proof 1 from Maya’s Workshop')).toBeVisible()
    expect(await page.evaluate(() => window.name)).toBe('')
    const src = (await page.getByRole('img').last().getAttribute('src')) ?? ''
    // Also not when its original is opened as a page of its own.
    const original = await page.request.get(src.replace(/[^/]+$/, 'original'))
    expect(original.headers()['content-disposition']).toMatch(/^attachment/)
    expect(original.headers()['content-security-policy']).toContain('sandbox')
    await page.goBack()
    await expect(names).toHaveCount(2)
  })

  await test.step('a 24-megapixel photograph is a page, shown smaller', async () => {
    await drop(page, 'photo.jpg', 'image/jpeg', await photograph(page, 6000, 4000))
    await expect(names).toHaveCount(3, READING)
    await expectPicture(pages.getByRole('listitem').nth(2).locator('img'))
  })

  const refused = async (name: string, type: string, bytes: Buffer, sentence: RegExp) =>
    test.step(`${name} is refused`, async () => {
      await drop(page, name, type, bytes)
      const told = page.getByRole('alert').filter({ hasText: `${name} was not added` })
      await expect(told).toHaveText(sentence)
      await told.getByRole('button', { name: `Remove ${name} from this list` }).click()
      await expect(told).toHaveCount(0)
      await expect(names).toHaveCount(3)
    })

  await refused('IMG_0042.HEIC', 'image/heic', heic(), /Share the photo as JPEG/)
  await refused('liar.png', 'image/png', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj <<>> endobj\n'), /PDF|says it is a PNG/)
  await refused('nothing.png', 'image/png', Buffer.alloc(0), /This file is empty/)
  await refused('cut.png', 'image/png', transparentPng(240, 160).subarray(0, 60), /damaged or incomplete/)
})

/** Drops a file on the page, as from the desktop. */
async function drop(page: Page, name: string, type: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], name, { type }))
      return transfer
    },
    { name, type, base64: bytes.toString('base64') },
  )
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.getByRole('main').dispatchEvent(event, { dataTransfer: transfer })
  await transfer.dispose()
}

async function expectPicture(picture: ReturnType<Page['locator']>): Promise<void> {
  await expect(picture).toHaveAttribute('src', /\/preview/)
  await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
}

/** Paper grain and light, so that it compresses as a photograph does. */
async function photograph(page: Page, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height)
      const pen = canvas.getContext('2d')!
      const light = pen.createLinearGradient(0, 0, width, height)
      light.addColorStop(0, '#d8c7ab')
      light.addColorStop(1, '#5b3f28')
      pen.fillStyle = light
      pen.fillRect(0, 0, width, height)
      for (let i = 0; i < 20_000; i++) {
        pen.fillStyle = `rgba(40, 20, 10, ${(i % 7) / 20})`
        pen.fillRect((i * 7919) % width, (i * 104_729) % height, 40, 3)
      }
      const bytes = new Uint8Array(
        await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer(),
      )
      let text = ''
      for (let i = 0; i < bytes.length; i += 32_768) text += String.fromCharCode(...bytes.subarray(i, i + 32_768))
      return btoa(text)
    },
    [width, height] as const,
  )
  return Buffer.from(base64, 'base64')
}

/** A round stamp on nothing. */
function transparentPng(width: number, height: number): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 4)
    for (let x = 0; x < width; x++) {
      const inside = Math.hypot(x - width / 2, y - height / 2) < height * 0.4
      if (inside) row.set([120, 40, 30, 255], 1 + x * 4)
    }
    return row
  })
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...parts])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** The beginning of what an iPhone saves. */
function heic(): Buffer {
  const box = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
  return Buffer.concat([box, Buffer.alloc(400)])
}
