import createDOMPurify from 'dompurify'
import { JSDOM } from 'jsdom'
import { UploadRefused } from '../../platform/files/index.ts'
import { damaged } from './refusals.ts'
import { refuseTooComplex, refuseTooLarge } from './svg-limits.ts'
import { naturalSize, type Size } from './svg-size.ts'
import { decodeXml, refuseUnsafeEntities } from './svg-text.ts'

/** NodeFilter's own number; its constants live on a browser's global. */
const SHOW_CDATA = 0x8

/** A drawing reduced to shapes, text and embedded pictures, sized in CSS pixels when it says a size at all. */
export interface CleanSvg {
  /** Its own size; undefined when it says none. */
  natural: Size | undefined
  /** The document, to be drawn at exactly this many CSS pixels. */
  at(size: Size): string
}

/** Reads an SVG and takes out everything that could run, load or refer outside. Nothing it asks for is fetched. */
export function cleanSvg(bytes: Uint8Array): CleanSvg {
  refuseTooLarge(bytes)
  const text = decodeXml(bytes)
  refuseUnsafeEntities(text)
  refuseTooComplex(text)
  const { window, root } = parse(text)
  unwrapCdata(root)
  createDOMPurify(window).sanitize(root, {
    IN_PLACE: true,
    USE_PROFILES: { svg: true, svgFilters: true },
    // `use` repeats a shape of the same drawing; dropOutsideReferences leaves it nothing else to point to.
    ADD_TAGS: ['use'],
    ADD_ATTR: ['href', 'vector-effect', 'paint-order', 'transform-origin', 'requiredExtensions'],
    // The content of an unknown element is another program's private data, not something to be drawn.
    KEEP_CONTENT: false,
  })
  for (const element of [root, ...root.querySelectorAll('*')]) dropOutsideReferences(element)
  const natural = naturalSize(root)
  return { natural, at: (size) => drawnAt(root, size, natural) }
}

function parse(text: string) {
  try {
    const { window } = new JSDOM(text, { contentType: 'image/svg+xml' })
    const root = window.document.documentElement
    if (root.localName !== 'svg') throw damaged('SVG')
    return { window, root }
  } catch (error) {
    throw error instanceof UploadRefused ? error : damaged('SVG')
  }
}

/** DOMPurify removes CDATA sections, and that is where drawing programs put their style sheets. */
function unwrapCdata(root: Element) {
  const document = root.ownerDocument
  const walker = document.createTreeWalker(root, SHOW_CDATA)
  const sections: Node[] = []
  while (walker.nextNode()) sections.push(walker.currentNode)
  for (const section of sections)
    section.parentNode?.replaceChild(document.createTextNode(section.textContent ?? ''), section)
}

function dropOutsideReferences(element: Element) {
  for (const { name, localName, value } of [...element.attributes]) {
    const outside = localName === 'href' ? !mayReferTo(element, value) : localName === 'src' || name === 'xml:base'
    if (outside || cleanCss(value) !== value) {
      if (localName === 'style' && !outside) element.setAttribute(name, cleanCss(value))
      else element.removeAttribute(name)
    }
  }
  if (element.localName === 'style') element.textContent = cleanCss(element.textContent ?? '')
}

const mayReferTo = (element: Element, target: string) =>
  /^\s*#/.test(target) || (element.localName === 'image' && /^\s*data:image\/(png|jpe?g|webp);base64,/i.test(target))

/** Escapes are undone first, because `u\72l(…)` is a url to whoever draws it. */
function cleanCss(css: string) {
  if (!/url|@import|\\/i.test(css)) return css
  return css
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) =>
      String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0xffff)),
    )
    .replace(/@import[^;]*;?/gi, '')
    .replace(/url\(\s*(?!\s*['"]?\s*#)[^)]*\)?/gi, 'none')
}

function drawnAt(root: Element, size: Size, natural: Size | undefined) {
  if (!root.hasAttribute('viewBox') && natural) root.setAttribute('viewBox', `0 0 ${natural.width} ${natural.height}`)
  root.setAttribute('width', String(size.width))
  root.setAttribute('height', String(size.height))
  return root.outerHTML
}
