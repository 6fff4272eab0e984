import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { solid, svg } from './corpus.ts'
import type { IngestedPage } from './index.ts'
import { cleanSvg } from './svg.ts'
import { ingestForTests } from './testing.ts'

const { ingestBytes, refusalOf } = ingestForTests({ timeLimitMs: 20_000 })

const SIZE = { width: 400, height: 200 }
const cleaned = (bytes: Buffer) => cleanSvg(bytes).at(SIZE)

/** A colour at a place from 0 to 1, as shown. */
async function colourAt({ shown }: IngestedPage, x: number, y: number) {
  const at = { left: Math.floor(x * shown.width), top: Math.floor(y * shown.height), width: 1, height: 1 }
  const [r, g, b, a] = await sharp(shown.path).ensureAlpha().extract(at).raw().toBuffer()
  const named = (value = 0) => (value > 200 ? 'f' : value < 50 ? '0' : '?')
  return a === 0 ? 'nothing' : `${named(r)}${named(g)}${named(b)}`
}

describe('an SVG', () => {
  it('with a script is accepted, shown rasterised, and the script is gone', async () => {
    const drawing = svg(
      '<script>alert(1)</script><rect width="200" height="200" fill="#f00" onload="alert(2)" onclick="alert(3)"/><a href="javascript:alert(4)"><rect x="200" width="200" height="200" fill="#00f"/></a>',
    )
    expect(cleaned(drawing)).not.toMatch(/script|alert|onload|onclick/i)
    const page = await ingestBytes(drawing, { declaredName: 'logo.svg', declaredType: 'image/svg+xml' })
    expect(page).toMatchObject({ mediaType: 'image/svg+xml', hasAlpha: true })
    expect(page.shown).toMatchObject({ width: 2400, height: 1200, mediaType: 'image/webp' })
    expect(await colourAt(page, 0.25, 0.5)).toBe('f00')
    expect(await colourAt(page, 0.75, 0.5)).toBe('00f')
    expect((await readFile(page.shown.path)).includes('alert')).toBe(false)
    await page.discard()
  })

  it('loses everything that would load from outside', async () => {
    const drawing = svg(`
      <?xml-stylesheet href="http://evil.test/a.css"?>
      <style>@import url(http://evil.test/b.css); .a { fill: url("http://evil.test/c.svg#x"); } .b { fill: u\\72l(//evil.test/d) }</style>
      <image href="http://evil.test/e.png" width="9" height="9"/>
      <image xlink:href="file:///etc/passwd" width="9" height="9"/>
      <image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>
      <use href="http://evil.test/f.svg#g"/>
      <rect class="a" style="fill:url(http://evil.test/h.svg#i)" filter="url('https://evil.test/j.svg#k')" width="9" height="9"/>
      <filter id="l"><feImage href="http://evil.test/m.png"/></filter>
      <foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://evil.test/n"/></foreignObject>
      <animate attributeName="href" to="http://evil.test/o"/>`)
    expect(cleaned(drawing)).not.toMatch(/evil|passwd|foreignObject|iframe|svg\+xml;base64|@import/i)
    const page = await ingestBytes(drawing)
    await page.discard()
  })

  it('keeps what a drawing is made of: gradients, reused shapes, style sheets, embedded pictures', async () => {
    const embedded = (await solid(10, 10, { r: 0, g: 255, b: 0 })).toString('base64')
    const page = await ingestBytes(
      svg(`
        <defs>
          <linearGradient id="g"><stop stop-color="#f00"/></linearGradient>
          <rect id="r" width="100" height="200"/>
          <style><![CDATA[ .blue { fill: #00f } ]]></style>
        </defs>
        <rect width="100" height="200" style="fill:url(#g)"/>
        <use href="#r" x="100" class="blue"/>
        <image href="data:image/png;base64,${embedded}" x="200" width="100" height="200" preserveAspectRatio="none"/>`),
    )
    expect(await colourAt(page, 0.1, 0.5)).toBe('f00')
    expect(await colourAt(page, 0.4, 0.5)).toBe('00f')
    expect(await colourAt(page, 0.6, 0.5)).toBe('0f0')
    expect(await colourAt(page, 0.9, 0.5)).toBe('nothing')
    await page.discard()
  })

  it.each([
    ['millimetres', '<rect width="50mm" height="50mm" fill="#f00"/>', 'width="100mm" height="50mm"', [2400, 1200]],
    ['a viewBox only', '<rect width="5" height="5" fill="#f00"/>', 'viewBox="0 0 10 5"', [2400, 1200]],
    [
      'percentages',
      '<rect width="5" height="5" fill="#f00"/>',
      'width="100%" height="100%" viewBox="0 0 10 5"',
      [2400, 1200],
    ],
    ['one side', '<rect width="5" height="5" fill="#f00"/>', 'width="3000" viewBox="0 0 10 5"', [3000, 1500]],
    [
      'far too many pixels',
      '<rect width="50%" height="100%" fill="#f00"/>',
      'width="9e9" height="4.5e9"',
      [4096, 2048],
    ],
  ])('is drawn at a good size when it says its size in %s', async (_, inside, attributes, [width, height]) => {
    const page = await ingestBytes(svg(inside, attributes))
    expect(page).toMatchObject({ width, height, shown: { width, height } })
    expect(await colourAt(page, 0.25, 0.5)).toBe('f00')
    expect(await colourAt(page, 0.49, 0.9)).toBe('f00')
    expect(await colourAt(page, 0.51, 0.9)).toBe('nothing')
    await page.discard()
  })

  it('without any size is drawn all the same', async () => {
    const page = await ingestBytes(svg('<rect width="90" height="70" fill="#f00"/>', ''))
    expect(Math.max(page.shown.width, page.shown.height)).toBe(2400)
    await page.discard()
  })

  it('is known by its content: with a prolog, in UTF-16, under a false name', async () => {
    const text = `<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n${svg('<rect width="9" height="9"/>')}`
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      const page = await ingestBytes(bytes, { declaredName: 'photo.png' })
      expect(page.mediaType).toBe('image/svg+xml')
      await page.discard()
    }
  })

  it('may have the flat entities that drawing programs write', async () => {
    const text = `<!DOCTYPE svg [ <!ENTITY ns_svg "http://www.w3.org/2000/svg"> ]><svg xmlns="&ns_svg;" viewBox="0 0 10 5"><rect width="5" height="5" fill="#f00"/></svg>`
    const page = await ingestBytes(Buffer.from(text))
    expect(await colourAt(page, 0.25, 0.5)).toBe('f00')
    await page.discard()
  })

  it.each([
    ['billion laughs', '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">'],
    ['a file of the server', '<!ENTITY a SYSTEM "file:///etc/passwd">'],
    ['a parameter entity', '<!ENTITY % a "x">%a;'],
    ['one huge entity', `<!ENTITY a "${'x'.repeat(5000)}">`],
  ])('with entities that are a trap (%s) is refused', async (_, entities) => {
    const text = `<!DOCTYPE svg [${entities}]>${svg('<text>&a;</text>')}`
    expect(await refusalOf(Buffer.from(text))).toMatchObject({ code: 'upload.svg_entities', status: 422 })
  })

  it('with more than can be drawn is refused with numbers', async () => {
    const many = await refusalOf(svg('<path d="M0 0h1"/>'.repeat(60_000)))
    expect(many).toMatchObject({ code: 'upload.svg_too_complex' })
    expect(many.sentence).toContain('more than 50,000 shapes')
    const deep = await refusalOf(svg('<g id=">">'.repeat(49_000) + '</g>'.repeat(49_000)))
    expect(deep).toMatchObject({ code: 'upload.svg_too_complex' })
    expect(deep.sentence).toContain('nested more than 200 deep')
    const large = await refusalOf(svg(`<!--${'x'.repeat(11_000_000)}-->`))
    expect(large.sentence).toContain('12 MB of drawing; up to 10 MB')
  })

  it('that repeats itself ten million times ends in a refusal, not in a stuck server', async () => {
    const levels = Array.from({ length: 7 }, (_, n) => `<g id="l${n + 1}">${`<use href="#l${n}"/>`.repeat(10)}</g>`)
    const refusal = await refusalOf(
      svg(`<defs><rect id="l0" width="9" height="9"/>${levels.join('')}</defs><use href="#l7"/>`),
    )
    expect(['upload.damaged', 'upload.too_slow']).toContain(refusal.code)
  })

  it('is not too deep for what stands in its comments, texts and attributes', async () => {
    const decoys = `<!-- <g> --><g data-x='>"/>'/><![CDATA[<g>]]><?x <g>?>`.repeat(300)
    const page = await ingestBytes(svg(`${decoys}<rect width="400" height="200" fill="#f00"/>`))
    expect(await colourAt(page, 0.5, 0.5)).toBe('f00')
    await page.discard()
  })

  it('that is not well-formed is damaged', async () => {
    expect(await refusalOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect></svg>'))).toMatchObject({
      code: 'upload.damaged',
    })
    expect(await refusalOf(svg('<text>&nbsp;</text>'))).toMatchObject({ code: 'upload.damaged' })
  })
})
