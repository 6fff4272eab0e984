import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { isoBrand, noise, phonePhoto, pngClaiming, solid } from './corpus.ts'
import { ingestForTests } from './testing.ts'

const { events, ingestBytes, refusalOf, leftovers } = ingestForTests()
const png = (bytes: Buffer) => refusalOf(bytes, { declaredName: 'mockup.png', declaredType: 'image/png' })

afterEach(async () => expect(await leftovers()).toEqual([]))

describe('a file that is refused', () => {
  it.each(['heic', 'heix', 'mif1', 'hevc'])('HEIC (%s): told how to get a JPEG', async (brand) => {
    const refusal = await refusalOf(isoBrand(brand), { declaredName: 'IMG_0001.jpg' })
    expect(refusal).toMatchObject({ code: 'upload.heic', status: 415 })
    expect(refusal.sentence).toContain('Most Compatible')
    expect(refusal.sentence).toContain('Share the photo as JPEG')
  })

  it('an AVIF that names its kind only among the compatible brands is not mistaken for HEIC', async () => {
    const avif = await noise(90, 50).avif({ effort: 0 }).toBuffer()
    avif.write('mif1', 8, 'latin1')
    avif.write('avif', 16, 'latin1')
    const page = await ingestBytes(avif)
    expect(page.mediaType).toBe('image/avif')
    await page.discard()
  })

  it.each([
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500, 7)])],
    ['a web page', Buffer.from('<!DOCTYPE html><html><body><svg></svg><script>alert(1)</script></body></html>')],
    ['text', Buffer.from('Dear shop, please engrave Ruth & Tom')],
    ['one byte', Buffer.from('x')],
    ['zeros', Buffer.alloc(10_000)],
  ])('%s named .png: says so, and names what we take', async (_, bytes) => {
    const refusal = await png(bytes)
    expect(refusal).toMatchObject({ code: 'upload.not_an_image', status: 415 })
    expect(refusal.sentence).toContain('This file says it is a PNG but is not one we can open.')
    expect(refusal.sentence).toContain('PNG, JPEG, WebP, AVIF or SVG')
  })

  it('repeats nothing of what the sender typed', async () => {
    const refusal = await refusalOf(Buffer.from('?'), { declaredName: '<b>x</b>.exe', declaredType: 'text/<script>' })
    expect(refusal.sentence).toMatch(/^This file is not a picture we can open\./)
    expect(refusal.sentence).not.toContain('<')
  })

  it.each([
    ['a PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj')],
    ['a GIF', () => noise(9, 9).gif().toBuffer()],
    ['a TIFF picture', () => noise(9, 9).tiff().toBuffer()],
    ['a Photoshop file', () => Buffer.concat([Buffer.from('8BPS\0\x01'), Buffer.alloc(100)])],
  ])('%s is refused by its name', async (kind, make) => {
    const refusal = await png(await make())
    expect(refusal).toMatchObject({ code: 'upload.kind_not_taken', status: 415 })
    expect(refusal.sentence).toContain(`This is ${kind}`)
    expect(refusal.sentence).toContain('PNG, JPEG, WebP, AVIF or SVG')
  })

  it.each([
    ['JPEG', noise(1200, 800).jpeg()],
    ['PNG', noise(1200, 800).png()],
    ['WebP', noise(1200, 800).webp()],
    ['AVIF', noise(1200, 800).avif({ effort: 0 })],
  ])('a %s of which the second half is missing', async (kind, picture) => {
    const whole = await picture.toBuffer()
    const refusal = await png(whole.subarray(0, whole.length / 2))
    expect(refusal).toMatchObject({ code: 'upload.damaged', status: 422 })
    expect(refusal.sentence).toContain(`This ${kind} is damaged or incomplete`)
  })

  it('a PNG signature with rubbish behind it', async () => {
    const rubbish = Buffer.concat([(await solid(9, 9, { r: 1, g: 2, b: 3 })).subarray(0, 33), Buffer.alloc(5000, 0x41)])
    expect(await png(rubbish)).toMatchObject({ code: 'upload.damaged' })
  })

  it('a small PNG that claims 50,000 × 40,000 pixels: the numbers are told', async () => {
    const refusal = await png(pngClaiming(50_000, 40_000))
    expect(refusal).toMatchObject({ code: 'upload.too_many_pixels', status: 422 })
    expect(refusal.sentence).toContain('50,000 × 40,000 pixels (2,000 megapixels)')
    expect(refusal.sentence).toContain('up to 120 megapixels')
  })

  it('a real bomb: 200 megapixels of one colour in a few kilobytes', async () => {
    const bomb = await sharp({
      create: { width: 20_000, height: 10_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await png(bomb)).toMatchObject({ code: 'upload.too_many_pixels' })
  })

  it('a picture with a web page hidden behind it leaves no trace of the page in what is shown', async () => {
    const polyglot = Buffer.concat([await phonePhoto(300, 200), Buffer.from('<script>alert("polyglot")</script>')])
    const page = await ingestBytes(polyglot, { declaredName: 'x.html', declaredType: 'text/html' })
    expect(page.mediaType).toBe('image/jpeg')
    for (const { path } of [page.shown, page.preview, page.thumb]) {
      expect((await readFile(path)).includes('script')).toBe(false)
    }
    await page.discard()
  })

  it('none of these cost the worker its life', () => {
    expect(events.filter(({ kind }) => kind === 'started')).toHaveLength(1)
    expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(0)
  })
})
