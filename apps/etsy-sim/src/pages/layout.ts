import { readFileSync } from 'node:fs'
import { html, raw } from 'hono/html'

export type Html = ReturnType<typeof html>

const STYLE = readFileSync(new URL('./style.css', import.meta.url), 'utf8')

/** One page; what it is a simulation of stands on top of each. */
export const layout = (title: string, content: Html): Html => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Simulated marketplace</title>
    <style>${raw(STYLE)}</style>
  </head>
  <body>
    <header class="bar">
      <a class="bar-name" href="/buy">Simulated marketplace</a>
      <span class="tag">Not Etsy</span>
      <nav><a href="/buy">Shop</a><a href="/buy/purchases">Purchases</a></nav>
    </header>
    <main>${content}</main>
    <footer>
      A stand-in on this machine for trying things out. Nothing here is sold, paid or sent, and it is no part of Etsy, Inc.
    </footer>
  </body>
</html>`

export const money = ({ amount, divisor, currency_code: currency }: MoneyLike): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount / divisor)

type MoneyLike = { amount: number; divisor: number; currency_code: string }

export const day = (seconds: number): string =>
  new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    seconds * 1000,
  )

export const moment = (seconds: number): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(seconds * 1000)
