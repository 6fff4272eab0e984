import type { ProofDto } from '@proofroom/contract'
import { addEntry, entryRef, refsOf, requestRef } from '@proofroom/proof'
import { createLink } from '../identity/index.ts'
import { createOrder } from '../orders/index.ts'
import { loadOrder } from '../orders/store.ts'
import { type Actor, actorId } from '../platform/actor.ts'
import type { InTx } from '../platform/context.ts'
import { tickCard } from '../production/cards.ts'
import { moveCards, startMaking } from '../production/moves.ts'
import { getOrderProduction, shipOrder } from '../production/shipping.ts'
import { markViewed, sayName } from '../proofs/customer.ts'
import { approve, askForChanges } from '../proofs/decisions.ts'
import { projectRoom, roomName, type WriteIn, writeIn } from '../proofs/live/index.ts'
import { addPage } from '../proofs/pages.ts'
import { colourFor, findActors } from '../proofs/people.ts'
import { canAnnotate, canResolve } from '../proofs/policy.ts'
import { readProof } from '../proofs/read.ts'
import { answerRequest, confirmRequest } from '../proofs/requests.ts'
import { sendVersion } from '../proofs/send.ts'
import { createProof, startVersion } from '../proofs/versions.ts'
import type { About, OrderScript, Said, Step } from './script.ts'
import { actorOf, as, openAs, type Scene, type Shop } from './stage.ts'
import { dayAfter } from './times.ts'

type Does<K extends Step['does']> = Extract<Step, { does: K }>

/** Plays an order from the day it was placed, act by act, through the actions that the screens use. */
export async function play(shop: Shop, script: OrderScript): Promise<void> {
  const scene = await takeOrder(shop, script)
  for (const step of script.steps) await act(scene, step)
  await lookIn(scene)
}

/** Those who draw have been in the room too, and have a colour there. */
async function lookIn({ shop, order, proofId }: Scene): Promise<void> {
  const { maya, jun } = shop.staff
  if (!proofId) return
  for (const member of [jun, maya])
    await colourFor({ ...shop.ctx, actor: member }, { id: proofId, orderId: order.id }, member)
}

async function takeOrder(shop: Shop, script: OrderScript): Promise<Scene> {
  const { label, customer, title, product, quantity = 1, lines, dueInDays, placed, takenBy } = script
  const ctx = as(shop, shop.staff[takenBy], placed)
  const personalization = lines.map(([name, value]) => ({ name, value }))
  const { code } = await createOrder(ctx, {
    label,
    customer: { name: customer },
    items: [{ title, quantity, personalization, productId: product && productOf(shop, product) }],
    dueOn: dayAfter(dueInDays, shop.now, shop.zone),
  })
  const { order } = await loadOrder(ctx, code)
  return { shop, script, order, proofId: null, guests: new Map(), sessions: new Map(), second: null, marks: [] }
}

function productOf({ benches }: Shop, name: string): string {
  const id = benches.products.get(name)
  if (!id) throw new Error(`The shop makes no ${name}.`)
  return id
}

async function act(scene: Scene, step: Step): Promise<void> {
  const on = (actor: Actor) => as(scene.shop, actor, step)
  const { staff } = scene.shop
  switch (step.does) {
    case 'draws':
      return draw(scene, on(staff[step.by]), step)
    case 'answers':
      return answer(scene, on(staff[step.by]), step)
    case 'sends':
      return send(scene, on(staff[step.by]), step.note)
    case 'asks for a second opinion':
      scene.second = await createLink(on(staff[step.by]), scene.order.id, {
        label: step.from,
        rights: 'comment',
        days: 60,
      })
      return
    case 'opens':
      return open(scene, step)
    case 'marks':
      return mark(scene, on(actorOf(scene, step.who)), step.marks)
    case 'replies':
      return say(scene, on(actorOf(scene, step.by)), step.to, step.text)
    case 'asks for changes':
      return ask(scene, on(actorOf(scene, 'customer')), step.message)
    case 'confirms':
      return confirm(scene, on(actorOf(scene, 'customer')), step.request)
    case 'signs':
      return sign(scene, on(actorOf(scene, 'customer')))
    case 'starts making':
      await startMaking(on(staff[step.by]), scene.order.code)
      return
    case 'moves':
      return moveOn(scene, on(staff[step.by]), step.to)
    case 'ships': {
      const { carrier, tracking } = step
      await shipOrder(on(staff[step.by]), scene.order.code, { carrier, tracking, url: null })
    }
  }
}

/** Every card of the order, with what is listed in its stage ticked first. */
async function moveOn({ shop, order }: Scene, ctx: InTx, to: string): Promise<void> {
  const { cards, stages } = await getOrderProduction(ctx, order.code)
  const refs: { id: string; version: number }[] = []
  for (const card of cards) {
    let { version } = card
    for (const { id: checkId } of stages.find((stage) => stage.id === card.place)?.checklist ?? [])
      version = (await tickCard(ctx, card.id, { checkId, ticked: true })).version
    refs.push({ id: card.id, version })
  }
  const { refused } = await moveCards(ctx, { cards: refs, to: shop.benches.stages.get(to) ?? to })
  if (refused[0]) throw new Error(`${order.code} does not move to ${to}: ${refused[0].reason}`)
}

async function proofOf(ctx: InTx, { proofId }: Scene): Promise<ProofDto> {
  if (!proofId) throw new Error('There is no proof yet.')
  return readProof(ctx, proofId)
}

async function outOf(ctx: InTx, scene: Scene): Promise<ProofDto['versions'][number]> {
  const out = (await proofOf(ctx, scene)).versions.find((version) => version.state === 'sent')
  if (!out) throw new Error('No proof is out.')
  return out
}

async function requestOf(ctx: InTx, scene: Scene, number: number): Promise<string> {
  const request = (await proofOf(ctx, scene)).requests.find((one) => one.number === number)
  if (!request) throw new Error(`There is no request ${number}.`)
  return request.id
}

async function draw(scene: Scene, ctx: InTx, { pages }: Does<'draws'>): Promise<void> {
  const proof = scene.proofId
    ? await startVersion(ctx, scene.proofId, { copyPages: false })
    : await createProof(ctx, scene.order.code, {})
  scene.proofId = proof.id
  const draft = proof.versions.at(-1)?.id as string
  const { art } = scene.shop
  for (const name of pages) {
    const { body, fileName } = await art.open(name)
    const upload = { body, fileName, contentLength: undefined, mediaType: 'image/webp' }
    await addPage(ctx, art.ingest, proof.id, draft, { ...upload, signal: new AbortController().signal })
  }
}

async function answer(scene: Scene, ctx: InTx, { request, state, note }: Does<'answers'>): Promise<void> {
  const { id } = await proofOf(ctx, scene)
  await answerRequest(ctx, id, await requestOf(ctx, scene, request), { state, note })
}

async function send(scene: Scene, ctx: InTx, note: string): Promise<void> {
  const proof = await proofOf(ctx, scene)
  await sendVersion(ctx, proof.id, proof.versions.at(-1)?.id as string, { note })
  scene.marks = []
}

async function open(scene: Scene, step: Does<'opens'>): Promise<void> {
  const { who, device } = step
  const guest = await openAs(scene, who, step, device)
  const name = who === 'customer' ? scene.script.customer : scene.second?.label
  const named = { ...guest, name: name ?? '' }
  scene.guests.set(who, named)
  const ctx = as(scene.shop, named, step, device)
  if (!guest.name) await sayName(ctx, { name: named.name })
  await markViewed(ctx, (await outOf(ctx, scene)).id)
}

/** Writes in the room that is out, as the connection of this actor would. */
async function inRoom(scene: Scene, ctx: InTx, write: WriteIn<string[]>['write']): Promise<string[]> {
  const { actor } = ctx
  const may = { canAnnotate: canAnnotate(actor).allowed, canResolve: canResolve(actor).allowed }
  const author = { actorId: actorId(actor) as string, ...may }
  await colourFor(ctx, { id: scene.proofId as string, orderId: scene.order.id }, actor)
  const room = roomName((await outOf(ctx, scene)).id)
  return writeIn(ctx.tx, { room, actor: author, at: ctx.platform.now(), write })
}

async function mark(scene: Scene, ctx: InTx, marks: Said[]): Promise<void> {
  const { pages } = await outOf(ctx, scene)
  const author = actorId(ctx.actor) as string
  const at = ctx.platform.now().getTime()
  const made = await inRoom(scene, ctx, (doc) =>
    marks.map(({ page = 0, ...drawn }, i) =>
      addEntry(doc, author, { ...drawn, kind: 'annotation', page: pages[page]?.id as string, at: at + i * 1000 }),
    ),
  )
  scene.marks.push(...made.map((id) => entryRef(author, id)))
}

async function say(scene: Scene, ctx: InTx, to: About, text: string): Promise<void> {
  const target = 'mark' in to ? scene.marks[to.mark] : requestRef(await requestOf(ctx, scene, to.request))
  const at = ctx.platform.now().getTime()
  await inRoom(scene, ctx, (doc) => [
    addEntry(doc, actorId(ctx.actor) as string, { kind: 'reply', target: target as string, text, at }),
  ])
}

async function ask(scene: Scene, ctx: InTx, message = ''): Promise<void> {
  await askForChanges(ctx, (await outOf(ctx, scene)).id, { marks: scene.marks, message })
}

async function confirm(scene: Scene, ctx: InTx, request: number): Promise<void> {
  await confirmRequest(ctx, await requestOf(ctx, scene, request), { state: 'fixed', note: '' })
}

/** Signs what is out as it stands: every line ticked, every mark seen. */
async function sign(scene: Scene, ctx: InTx): Promise<void> {
  const { id, contentHash } = await outOf(ctx, scene)
  const { projection } = await projectRoom(ctx.tx, roomName(id), await findActors(ctx, scene.order.id))
  const { lines, customer } = scene.script
  await approve(ctx, id, {
    contentHash: contentHash as string,
    seen: refsOf(projection),
    readBack: lines.map(([name, value]) => ({ name, value })),
    signedName: customer,
    intent: intentOf(lines.map(([name]) => name)),
  })
}

/** The sentence as the customer's page puts it. */
function intentOf(names: string[]): string {
  const the = names.map((name) => `the ${name.charAt(0).toLowerCase()}${name.slice(1)}`)
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(the)
  return `I have checked ${list}. Please make it exactly like this.`
}
