import { svgTooComplex } from './refusals.ts'

const MAX_BYTES = 10_000_000
const MAX_ELEMENTS = 50_000
/** Whoever builds or walks the tree does so by recursion, or in time that grows with the square of the depth. */
const MAX_DEPTH = 200

export function refuseTooLarge(bytes: Uint8Array) {
  if (bytes.byteLength <= MAX_BYTES) return
  const found = Math.ceil(bytes.byteLength / 1_000_000)
  throw svgTooComplex(`${found} MB of drawing`, `${MAX_BYTES / 1_000_000} MB`)
}

/** Counts elements and nesting in one pass over the text, before any tree is built of it. */
export function refuseTooComplex(text: string) {
  let elements = 0
  let depth = 0
  for (const tag of tags(text)) {
    if (tag.startsWith('</')) depth--
    else {
      elements++
      if (!tag.endsWith('/>')) depth++
    }
    if (elements > MAX_ELEMENTS) {
      throw svgTooComplex(`more than ${MAX_ELEMENTS.toLocaleString('en')} shapes`, 'that many')
    }
    if (depth > MAX_DEPTH) throw svgTooComplex(`groups nested more than ${MAX_DEPTH} deep`, 'that depth')
  }
}

/** Parts whose content is not markup, by how they begin and end. */
const OPAQUE = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const

const TAG = /<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>/y

/** The start and end tags of a text, in order. Where it stops being XML they end; the parser then says so. */
function* tags(text: string): Generator<string> {
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const opaque = OPAQUE.find(([begin]) => text.startsWith(begin, at))
    if (opaque) {
      const end = text.indexOf(opaque[1], at + opaque[0].length)
      if (end === -1) return
      at = end + opaque[1].length
    } else {
      TAG.lastIndex = at
      const [tag] = TAG.exec(text) ?? []
      if (tag === undefined) return
      yield tag
      at += tag.length
    }
  }
}
