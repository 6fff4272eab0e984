import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { KeptGrants } from './grants.ts'
import { SHIPPING } from './seed.ts'
import type { App, Listing, Mail, Receipt, Review, Section, Seller, Shop, Upload } from './shapes.ts'
import type { World } from './world.ts'

type Kept = {
  lastId: number
  apps: App[]
  sellers: Seller[]
  shops: Shop[]
  /** Not in a file from before there were sections. */
  sections?: Section[]
  listings: Listing[]
  receipts: Receipt[]
  uploads: (Omit<Upload, 'bytes'> & { base64: string })[]
  reviews: Review[]
  mails: Mail[]
  grants: KeptGrants
}

/** Changes gather for so long before the file is written. */
const PAUSE_MS = 500

/** False where there is no file yet. */
export function load(world: World, file: string): boolean {
  if (!existsSync(file)) return false
  const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept
  for (const app of kept.apps) world.apps.set(app.keystring, app)
  for (const seller of kept.sellers) world.sellers.set(seller.userId, seller)
  for (const shop of kept.shops) world.shops.set(shop.shopId, shop)
  for (const section of kept.sections ?? []) world.sections.set(section.sectionId, section)
  // Those of an older file do not say how they are sent.
  for (const listing of kept.listings)
    world.listings.set(listing.listingId, { ...SHIPPING, ...listing, sectionId: listing.sectionId ?? null })
  for (const receipt of kept.receipts) world.receipts.set(receipt.receiptId, receipt)
  for (const { base64, ...upload } of kept.uploads) {
    world.uploads.set(upload.path, { ...upload, bytes: new Uint8Array(Buffer.from(base64, 'base64')) })
  }
  world.reviews = kept.reviews
  world.mails = kept.mails
  world.lastId = kept.lastId
  world.grants.restore(kept.grants)
  return true
}

function save(world: World, file: string): void {
  const kept: Kept = {
    lastId: world.lastId,
    apps: [...world.apps.values()],
    sellers: [...world.sellers.values()],
    shops: [...world.shops.values()],
    sections: [...world.sections.values()],
    listings: [...world.listings.values()],
    receipts: [...world.receipts.values()],
    uploads: [...world.uploads.values()].map(({ bytes, ...rest }) => ({
      ...rest,
      base64: Buffer.from(bytes).toString('base64'),
    })),
    reviews: world.reviews,
    mails: world.mails,
    grants: world.grants.kept(),
  }
  // A new file in the old one's place: whoever stops us meanwhile finds one or the other, whole.
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Writes what changes into the file; the returned one writes what is left. */
export function keepSaved(world: World, file: string): () => void {
  let timer: NodeJS.Timeout | null = null
  const now = () => {
    if (timer) clearTimeout(timer)
    timer = null
    save(world, file)
  }
  world.onChange(() => {
    timer ??= setTimeout(now, PAUSE_MS)
  })
  return now
}
