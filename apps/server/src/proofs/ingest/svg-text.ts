import { svgEntities } from './refusals.ts'

/** An SVG's text by its byte order mark; UTF-8 without one, as XML says. */
export function decodeXml(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/** True when the first element is `svg`, whatever prolog, comments and DOCTYPE stand before it. */
export function looksLikeSvg(head: Uint8Array): boolean {
  const text = decodeXml(head)
  const { end } = prolog(text)
  return /^<svg[\s/>]/.test(text.slice(end, end + 5))
}

/**
 * Entities are how a few hundred bytes of XML become gigabytes or read other files. The flat ones Illustrator writes
 * (a name for a namespace) are let through; whatever names a file or another entity is refused.
 */
export function refuseUnsafeEntities(text: string) {
  const { doctype } = prolog(text)
  const declared = doctype.match(/<!ENTITY/gi)?.length ?? 0
  const flat = doctype.match(/<!ENTITY\s+[\w.-]+\s+(?:"[^"&%<]{0,200}"|'[^'&%<]{0,200}')\s*>/g)?.length ?? 0
  if (declared !== flat || declared > 32 || /<!(ATTLIST|ELEMENT|NOTATION)/i.test(doctype)) throw svgEntities()
}

/** What stands before the first element: where it ends, and its DOCTYPE. Linear; an unclosed part ends the search. */
function prolog(text: string): { end: number; doctype: string } {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let doctype = ''
  for (;;) {
    while (/\s/.test(text.charAt(at))) at++
    const end = partEnd(text, at)
    if (end === undefined) return { end: at, doctype }
    if (text.startsWith('<!DOCTYPE', at)) doctype = text.slice(at, end)
    at = end
  }
}

function partEnd(text: string, at: number): number | undefined {
  if (text.startsWith('<?', at)) return after(text, '?>', at)
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
  if (!text.startsWith('<!DOCTYPE', at)) return undefined
  const close = text.indexOf('>', at)
  const subset = text.indexOf('[', at)
  if (subset === -1 || close < subset) return after(text, '>', at)
  const subsetEnd = /\]\s*>/g
  subsetEnd.lastIndex = subset
  return subsetEnd.exec(text) ? subsetEnd.lastIndex : undefined
}

function after(text: string, mark: string, from: number) {
  const found = text.indexOf(mark, from)
  return found === -1 ? undefined : found + mark.length
}
