import { html } from 'hono/html'
import { type Html, layout, money } from '../pages/layout.ts'
import type { Listing, Question, Shop } from '../world/shapes.ts'

const picture = ({ listingId, images }: Listing, at = 0): string => `/images/${listingId}/${images[at]?.id}.svg`

export const shopFront = (shops: { shop: Shop; listings: Listing[] }[]): Html =>
  layout(
    'Shop',
    html`${shops.map(
      ({ shop, listings }) => html`
      <div class="head"><h1>${shop.name}</h1><p class="quiet">${shop.title}</p></div>
      ${listings.length === 0 ? html`<p class="card">Nothing is for sale at the moment.</p>` : ''}
      <ul class="goods">
        ${listings.map(
          (one) => html`<li><a href="/buy/listings/${one.listingId}">
            <img src="${picture(one)}" alt=""><span>${one.title}</span><span class="numbers">${money(one.price)}</span>
          </a></li>`,
        )}
      </ul>`,
    )}`,
  )

export const listingPage = (listing: Listing, wrong?: string): Html =>
  layout(
    listing.title,
    html`
    <div class="two">
      ${pictureOf(listing)}
      <form class="card" method="post" enctype="multipart/form-data">
        ${about(listing)}
        ${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : ''}
        ${listing.questions.map(field)}
        <div class="pair">
          <label class="field"><span>Your name</span><input name="name" value="Ruth Hartley" autocomplete="name" required></label>
          <label class="field"><span>Quantity</span><input name="quantity" type="number" min="1" max="20" value="1"></label>
        </div>
        <label class="field">
          <span>Your e-mail address</span>
          <input name="email" type="email" value="ruth@example.com" autocomplete="email" required>
        </label>
        <label class="field"><span>A word to the shop</span><textarea name="message" rows="2"></textarea></label>
        <label class="check"><input type="checkbox" name="gift" value="yes"> It is a gift</label>
        <label class="field"><span>What the card should say, if it is</span><input name="gift_message"></label>
        <button class="main wide">Buy, without paying</button>
      </form>
    </div>`,
  )

/** For its seller: nobody else sees one. What there was one of and is sold nobody buys again. */
export const unsoldPage = (listing: Listing, wrong?: string): Html =>
  layout(
    listing.title,
    html`
    <div class="two">
      ${pictureOf(listing)}
      <div class="card">
        ${about(listing)}
        ${wrong ? html`<p class="wrong" role="alert">${wrong}</p>` : ''}
        ${
          listing.state === 'draft'
            ? html`<p>This is a draft. Only its seller sees it.</p>
        <form method="post" action="/buy/listings/${listing.listingId}/publish">
          <button class="main wide">Publish it, as its seller</button>
        </form>`
            : html`<p>${listing.state === 'sold_out' ? 'This is sold.' : 'This is not for sale.'}</p>`
        }
      </div>
    </div>`,
  )

const pictureOf = (listing: Listing): Html | string =>
  listing.images.length > 0 ? html`<img src="${picture(listing)}" alt="${listing.images[0]?.alt ?? ''}">` : ''

const about = ({ title, price, description }: Listing): Html => html`
  <div class="head">
    <h1>${title}</h1>
    <p class="numbers">${money(price)}</p>
  </div>
  <p class="quiet">${description}</p>`

const field = (question: Question): Html => html`
  <label class="field">
    <span>${question.question_text}${question.required ? '' : html` <span class="quiet">(optional)</span>`}</span>
    ${input(question)}
    ${question.instructions ? html`<span class="small quiet">${question.instructions}</span>` : ''}
  </label>`

function input(question: Question): Html {
  const name = `q${question.question_id}`
  const required = question.required ? 'required' : ''
  if (question.question_type === 'dropdown') {
    return html`<select name="${name}" ${required}><option value="">Choose …</option>${(question.options ?? []).map(
      ({ label }) => html`<option>${label}</option>`,
    )}</select>`
  }
  if (question.question_type === 'text_input') {
    return html`<input name="${name}" maxlength="${question.max_allowed_characters ?? 1024}" ${required}>`
  }
  const several = (question.max_allowed_files ?? 1) > 1 ? 'multiple' : ''
  return html`<input type="file" name="${name}" accept="image/*,application/pdf" ${several} ${required}>`
}
