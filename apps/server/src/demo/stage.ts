import { resolveGuest } from '../identity/guests.ts'
import { customerLink, linkUrl, openLink } from '../identity/index.ts'
import type { LinkRow } from '../identity/links.ts'
import type { Actor, Guest, Member } from '../platform/actor.ts'
import type { InTx } from '../platform/context.ts'
import type { Art } from './art.ts'
import type { OrderScript, Guest as Part, Staff } from './script.ts'
import { timeOf, type When } from './times.ts'
import type { Benches } from './workshop.ts'

/** What every order of the demo is played on. */
export type Shop = {
  ctx: InTx
  art: Art
  staff: Record<Staff, Member>
  benches: Benches
  now: Date
  zone: string
}

/** One order while it is played: who has come, and what is on the table. */
export type Scene = {
  shop: Shop
  script: OrderScript
  order: { id: string; code: string }
  proofId: string | null
  guests: Map<Part, Guest>
  /** What their browsers' cookies would hold; gone with the scene. */
  sessions: Map<Part, string>
  second: LinkRow | null
  /** Refs of the marks on the proof that is out, in the order they were made. */
  marks: string[]
}

/** The context of somebody doing something at that moment: the actions take every time from it. */
export const as = ({ ctx, now, zone }: Shop, actor: Actor, when: When, device = ''): InTx => {
  const at = timeOf(when, now, zone)
  return { ...ctx, actor, device, platform: { ...ctx.platform, now: () => at } }
}

export const isStaff = (who: Staff | Part): who is Staff => who !== 'customer' && who !== 'second'

export function actorOf({ shop, guests }: Scene, who: Staff | Part): Actor {
  const actor = isStaff(who) ? shop.staff[who] : guests.get(who)
  if (!actor) throw new Error(`The ${who} has not opened their link yet.`)
  return actor
}

/** Opens the link as a browser does, and comes back as the guest it belongs to. */
export async function openAs(scene: Scene, part: Part, when: When, device: string): Promise<Guest> {
  const ctx = as(scene.shop, { type: 'anonymous' }, when, device)
  const link = await linkFor(scene, part, when)
  const [code = '', secret = ''] = link.slice(link.lastIndexOf('/') + 1).split('.')
  const { session } = await openLink(ctx, code, secret, scene.sessions.get(part))
  scene.sessions.set(part, session)
  return resolveGuest(ctx, code, session, null)
}

async function linkFor(scene: Scene, part: Part, when: When): Promise<string> {
  const { shop, order, script } = scene
  const ctx = as(shop, shop.staff.maya, when)
  if (part === 'customer') return linkUrl(ctx, await customerLink(ctx, order.id, script.customer))
  if (!scene.second) throw new Error('Nobody was asked for a second opinion.')
  return linkUrl(ctx, scene.second)
}
