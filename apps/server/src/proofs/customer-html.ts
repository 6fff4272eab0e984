import type { CustomerPageDto, ProblemDto } from '@proofroom/contract'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char] as string)

/** JSON inside a script element: nothing in it may end the element. */
const embed = (data: unknown) =>
  `<script type="application/json" id="page">${JSON.stringify(data).replace(/</g, '\\u003c')}</script>`

/**
 * The customer's page as it is first served: the mockup and its title are in the HTML, so that they are painted before
 * any script has loaded. `template` is the web app's customer.html; its two marks are replaced.
 */
export function customerHtml(template: string, page: CustomerPageDto | { problem: ProblemDto }): string {
  const paint = 'problem' in page ? '' : firstPaint(page)
  const title = 'problem' in page ? 'Proofroom' : `${page.heading}, ${page.shop.name}`
  return template
    .replace('<!--first-paint-->', () => paint)
    .replace('<!--page-data-->', () => embed(page))
    .replace('<title>Proofroom</title>', () => `<title>${escapeHtml(title)}</title>`)
}

/** Only where the page opens on the mockup: after the signature it opens on the receipt, and nothing may flicker. */
function firstPaint(page: CustomerPageDto): string {
  const version = page.proof?.versions.findLast(({ state }) => state === 'sent' || state === 'signed')
  const picture = version?.pages[0]?.picture
  if (version?.state !== 'sent' || !picture) return ''
  const title = escapeHtml(page.heading)
  const shop = escapeHtml(page.shop.name)
  const mark = escapeHtml(page.shop.name.slice(0, 1).toUpperCase())
  return (
    `<header class="cu-head"><span class="cu-mark">${mark}</span>` +
    `<div><h1 class="cu-title">${title}</h1><p class="cu-sub">Proof ${version.number} from ${shop}</p></div></header>` +
    `<main class="cu-sheet"><img src="${escapeHtml(picture.preview)}" width="${picture.width}" height="${picture.height}" alt="${title}" fetchpriority="high"></main>`
  )
}
