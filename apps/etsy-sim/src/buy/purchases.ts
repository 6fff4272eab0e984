import { html } from 'hono/html'
import { day, type Html, layout, moment, money } from '../pages/layout.ts'
import { totalOf } from '../world/prices.ts'
import type { Mail, Receipt, Review, Variation } from '../world/shapes.ts'

export const purchasesPage = (receipts: Receipt[]): Html =>
  layout(
    'Purchases',
    html`
    <div class="head"><h1>Purchases</h1></div>
    <div class="card">
      ${receipts.length === 0 ? html`<p>Nothing was bought yet. <a href="/buy">Look at the shop</a>.</p>` : ''}
      <ul class="rows">
        ${receipts.map(
          (one) => html`<li>
            <a href="/buy/purchases/${one.receiptId}">${one.transactions.map(({ title }) => title).join(', ')}</a>
            <span class="small quiet">${state(one)}, ${day(one.created)}</span>
          </li>`,
        )}
      </ul>
    </div>`,
  )

export const purchasePage = (receipt: Receipt, mails: Mail[], review: Review | undefined, wrong?: string): Html =>
  layout(
    'Purchase',
    html`
    <div class="head">
      <h1>${receipt.transactions.map(({ title }) => title).join(', ')}</h1>
      <p class="quiet">${state(receipt)}. Order ${receipt.receiptId}, ${moment(receipt.created)}</p>
    </div>
    ${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : ''}
    <div class="two">
      <section class="card">
        <h2>What you asked for</h2>
        <dl>
          ${receipt.transactions.flatMap(({ variations }) => variations.map(answer))}
          ${receipt.message ? html`<dt>To the shop</dt><dd>${receipt.message}</dd>` : ''}
          ${receipt.gift ? html`<dt>The card</dt><dd>${receipt.gift.message || 'without words'}</dd>` : ''}
          <dt>In all</dt><dd class="numbers">${money(totalOf(receipt))}</dd>
          ${receipt.refunds.map(({ amount }) => html`<dt>Given back</dt><dd class="numbers">${money(amount)}</dd>`)}
        </dl>
        ${acts(receipt)}
      </section>
      <section class="card">
        <h2>What was mailed to you</h2>
        ${mails.length === 0 ? html`<p class="quiet">Nothing yet.</p>` : ''}
        ${mails.map(letter)}
      </section>
      ${receipt.deliveredAt === null ? '' : opinion(review)}
    </div>`,
  )

const answer = ({ formatted_name: name, formatted_value: value, mime_type: type }: Variation): Html => html`
  <dt>${name}</dt><dd>${type ? html`<a href="${value}">the file you sent</a>` : value}</dd>`

const letter = ({ at, subject, carrier, tracking, note }: Mail): Html => html`
  <dl>
    <dt>${moment(at)}</dt><dd>${subject}</dd>
    ${tracking ? html`<dt>Tracking</dt><dd>${tracking} (${carrier})</dd>` : ''}
    ${note ? html`<dt>The shop writes</dt><dd>${linked(note)}</dd>` : ''}
  </dl>`

/** Addresses in a note can be followed, as in a mail. */
const linked = (note: string): Html =>
  html`${note.split(/(https?:\/\/\S+)/).map((part, at) => (at % 2 === 1 ? html`<a href="${part}">${part}</a>` : part))}`

function acts({ status, isShipped, deliveredAt }: Receipt): Html | string {
  if (status === 'canceled' || deliveredAt !== null) return ''
  const [act, words] = isShipped ? ['deliver', 'It has arrived'] : ['cancel', 'Cancel']
  return html`<form method="post" class="actions"><button name="act" value="${act}">${words}</button></form>`
}

const opinion = (review: Review | undefined): Html => html`
  <section class="card">
    <h2>Your review</h2>
    ${
      review
        ? html`<p>${review.rating} of 5</p><p>${review.review}</p>`
        : html`<form method="post" class="stack">
        <label class="field"><span>Stars</span><select name="rating">${[5, 4, 3, 2, 1].map((one) => html`<option>${one}</option>`)}</select></label>
        <label class="field"><span>In words</span><textarea name="review" rows="3"></textarea></label>
        <button name="act" value="review">Publish</button>
      </form>`
    }
  </section>`

function state({ status, deliveredAt, isShipped }: Receipt): string {
  if (status === 'canceled') return 'Cancelled'
  if (deliveredAt !== null) return 'Arrived'
  return isShipped ? 'On its way' : status === 'payment processing' ? 'Waiting for the payment' : 'Being made'
}
