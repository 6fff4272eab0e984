import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { noise, phonePhoto, solid } from './corpus.ts'
import type { Rendition } from './index.ts'
import { ingestForTests } from './testing.ts'

const { ingestBytes, leftovers } = ingestForTests()

const pixel = async ({ path }: Rendition, x: number, y: number) => {
  const at = { left: x, top: y, width: 1, height: 1 }
  return [...(await sharp(path).ensureAlpha().extract(at).raw().toBuffer())]
}

describe('a picture becomes a page', () => {
  it('takes a sideways 24-megapixel photo: upright, smaller, and without the place it was taken', async () => {
    const photo = await phonePhoto()
    expect((await sharp(photo).metadata()).exif?.includes('Proofphone')).toBe(true)
    const page = await ingestBytes(photo, { declaredName: 'IMG_0001.JPG', declaredType: 'image/jpeg' })
    expect(page).toMatchObject({ mediaType: 'image/jpeg', width: 4000, height: 6000, hasAlpha: false })
    expect(page.shown).toMatchObject({ mediaType: 'image/webp', width: 2731, height: 4096 })
    expect(page.preview).toMatchObject({ width: 1067, height: 1600 })
    expect(page.thumb).toMatchObject({ width: 213, height: 320 })
    for (const rendition of [page.shown, page.preview, page.thumb]) {
      const bytes = await readFile(rendition.path)
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(rendition.hash)
      expect(bytes.length).toBe(rendition.size)
      for (const trace of ['Exif', 'EXIF', 'GPS', 'Proofphone', 'XMP ']) expect(bytes.includes(trace)).toBe(false)
      const { exif, xmp, iptc, orientation } = await sharp(bytes).metadata()
      expect({ exif, xmp, iptc, orientation }).toEqual({})
      const [topRed, , topBlue] = await pixel(rendition, 50, 50)
      const [bottomRed, , bottomBlue] = await pixel(rendition, 50, rendition.height - 50)
      expect([topRed! > 200, topBlue! < 60, bottomRed! < 60, bottomBlue! > 200]).toEqual([true, true, true, true])
    }
    await page.discard()
    expect(await leftovers()).toEqual([])
  })

  it('shows the preview long before the page is done, and leaves the server free meanwhile', async () => {
    const photo = await noise(6000, 4000).jpeg({ quality: 90 }).toBuffer()
    const lag = monitorEventLoopDelay({ resolution: 5 })
    lag.enable()
    const started = performance.now()
    let previewAfter = Number.NaN
    let early: Rendition | undefined
    const page = await ingestBytes(photo, {
      onPreview: (preview) => {
        previewAfter = performance.now() - started
        early = preview
      },
    })
    lag.disable()
    expect(previewAfter).toBeLessThan((performance.now() - started) * 0.7)
    expect(early).toEqual(page.preview)
    // The goal is 20 ms on a quiet machine; a blocked loop would show the whole decode, seconds of it.
    expect(lag.percentile(99) / 1e6).toBeLessThan(200)
    await page.discard()
  })

  it('keeps transparency', async () => {
    const art = await sharp(await solid(600, 400, { r: 0, g: 0, b: 0, alpha: 0 }))
      .composite([{ input: await solid(300, 400, { r: 10, g: 200, b: 30 }), left: 0, top: 0 }])
      .png()
      .toBuffer()
    const page = await ingestBytes(art, { declaredName: 'art.png' })
    expect(page).toMatchObject({ mediaType: 'image/png', width: 600, height: 400, hasAlpha: true })
    expect(page.shown).toMatchObject({ width: 600, height: 400 })
    for (const rendition of [page.shown, page.preview, page.thumb]) {
      expect((await pixel(rendition, rendition.width - 5, 5))[3]).toBe(0)
      expect((await pixel(rendition, 5, 5))[3]).toBe(255)
    }
    await page.discard()
  })

  it.each([
    ['image/webp', () => noise(900, 500).webp()],
    ['image/avif', () => noise(900, 500).avif({ effort: 0 })],
    ['image/png', () => noise(900, 500).toColourspace('rgb16').png()],
    ['image/jpeg', () => noise(900, 500).toColourspace('b-w').jpeg()],
    ['image/jpeg', () => noise(900, 500).toColourspace('cmyk').jpeg()],
  ] as const)('takes %s by its content, whatever its name', async (mediaType, make) => {
    const page = await ingestBytes(await make().toBuffer(), { declaredName: 'holiday.jpg', declaredType: 'image/jpeg' })
    expect(page).toMatchObject({ mediaType, width: 900, height: 500, shown: { width: 900, height: 500 } })
    expect(await sharp(page.shown.path).metadata()).toMatchObject({ format: 'webp', space: 'srgb' })
    await page.discard()
  })

  it('brings a wide-gamut picture’s colours into sRGB', async () => {
    const wide = await sharp(await solid(64, 64, { r: 0, g: 200, b: 0 }))
      .withIccProfile('p3')
      .png()
      .toBuffer()
    expect((await sharp(wide).metadata()).icc).toBeDefined()
    const page = await ingestBytes(wide)
    const [r, g, b] = await pixel(page.shown, 30, 30)
    expect(Math.abs(r! - 0) + Math.abs(g! - 200) + Math.abs(b! - 0)).toBeLessThan(12)
    expect((await sharp(page.shown.path).metadata()).icc).toBeUndefined()
    await page.discard()
  })

  it('shows the first frame of an animation', async () => {
    const frames = [await solid(80, 60, { r: 250, g: 0, b: 0 }), await solid(80, 60, { r: 0, g: 0, b: 250 })]
    const animated = await sharp(frames, { join: { animated: true } })
      .webp({ delay: [100, 100] })
      .toBuffer()
    expect((await sharp(animated).metadata()).pages).toBe(2)
    const page = await ingestBytes(animated)
    expect(page).toMatchObject({ mediaType: 'image/webp', width: 80, height: 60, shown: { width: 80, height: 60 } })
    expect((await pixel(page.shown, 40, 30))[0]).toBeGreaterThan(200)
    await page.discard()
  })

  it('stands very thin pictures', async () => {
    const page = await ingestBytes(await solid(1, 6000, { r: 9, g: 9, b: 9 }))
    expect(page).toMatchObject({ width: 1, height: 6000, shown: { width: 1, height: 4096 }, thumb: { width: 1 } })
    await page.discard()
  })
})
