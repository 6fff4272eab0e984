import type { CustomerPageDto } from '@proofroom/contract'
import { expect, test } from 'vitest'
import { customerHtml } from './customer-html.ts'

const TEMPLATE =
  '<head><title>Proofroom</title></head><div id="root"><!--first-paint--></div><!--page-data--><script src="x"></script>'
const pageOf = (state: 'sent' | 'signed') =>
  ({
    heading: 'Your <b>board</b>',
    shop: { name: '</script><i>Alder' },
    proof: { versions: [{ number: 2, state, pages: [{ picture: { preview: '/p', width: 40, height: 30 } }] }] },
  }) as unknown as CustomerPageDto

test('what is painted before any script has a heading and a main part, and runs nothing that somebody wrote', () => {
  const html = customerHtml(TEMPLATE, pageOf('sent'))
  expect(html).toMatch(/<h1[^>]*>Your &lt;b&gt;board&lt;\/b&gt;<\/h1>/)
  expect(html).toMatch(/<main[^>]*><img src="\/p" width="40" height="30"[^>]*><\/main>/)
  expect(html).not.toContain('<i>Alder')
  expect(html.match(/<\/script>/g)).toHaveLength(2)
})

test('after the signature nothing is painted first: it opens on the receipt', () => {
  expect(customerHtml(TEMPLATE, pageOf('signed'))).toContain('<div id="root"></div>')
})
