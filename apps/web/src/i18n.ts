import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type alerts from './alerts/en.json'
import type etsy from './connections/en.json'
import type customer from './customer/en.json'
import type identity from './identity/en.json'
import type imports from './imports/en.json'
import type orders from './orders/en.json'
import type palette from './palette/en.json'
import type privacy from './privacy/en.json'
import type production from './production/en.json'
import type setup from './production-settings/en.json'
import type proofs from './proofs/en.json'
import type room from './proofs/room/en.json'
import ui from './ui/en.json'

export type Words = {
  ui: typeof ui
  alerts: typeof alerts
  etsy: typeof etsy
  identity: typeof identity
  imports: typeof imports
  orders: typeof orders
  privacy: typeof privacy
  production: typeof production
  palette: typeof palette
  proofs: typeof proofs
  room: typeof room
  setup: typeof setup
  customer: typeof customer
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    resources: Words
  }
}

/** Once per page. Each slice brings its words with `addWords`, so a page loads only what it says. */
export function startWords(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'ui',
    resources: { en: { ui } },
    interpolation: { escapeValue: false },
  })
}

export function addWords<N extends keyof Words>(namespace: N, words: Words[N]): void {
  i18next.addResourceBundle('en', namespace, words)
}
