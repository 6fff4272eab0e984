import type { EtsyExtraDto, EtsyTaskListDto, OrderEtsyDto, OrderListDto, TimelineDto } from '@proofroom/contract'
import { buy } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { tellExtra } from '../extras/jobs.ts'
import { connect, contextOf, rows, type Stage, startStage, syncAll } from './index.ts'

/** The one of the test that runs: a shop that is connected, and jobs that work. */
export let stage: Stage

export function stageForEach(): void {
  beforeEach(async () => {
    stage = await startStage()
    await connect(stage)
    await stage.t.platform.jobs.work()
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await stage.stop()
  })
}

export const SLOW = { timeout: 20_000, interval: 50 }
const address = { first_line: '1 Mill', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }
const ruth = { userId: 5, name: 'Ruth Hartley', email: 'ruth@example.com', countryIso: 'GB', address }
export const BOX = { title: 'A gift box', description: 'Lined with felt.', amount: 1250 }

export const listings = () => [...stage.sim.state.listings.values()]
export const sell = (listing: ReturnType<typeof listings>[number] | undefined) => {
  if (!listing) throw new Error('Nobody sells this.')
  return buy(stage.sim.state, { buyer: ruth, wanted: [{ listing, quantity: 1, answers: [] }] })
}
/** What the order is of, and what its extra work is to be like. */
export const wax = () => listings().find(({ title }) => title.startsWith('Beeswax'))
export const drafts = () => listings().filter(({ title }) => title === BOX.title)

export async function buildBought() {
  const receipt = sell(wax())
  await syncAll(stage)
  const { orders } = await stage.shop.owner.do<OrderListDto>('GET', `${stage.shop.path}/orders`)
  const row = orders.find(({ label }) => label === String(receipt.receiptId))
  return { receipt, path: `${stage.shop.path}/orders/${row?.code}` }
}
export type Bought = Awaited<ReturnType<typeof buildBought>>

export const etsyOf = ({ path }: Bought) => stage.shop.owner.do<OrderEtsyDto>('GET', `${path}/etsy`)
export const extraOf = async (bought: Bought) => (await etsyOf(bought)).extras[0] as EtsyExtraDto
export const add = ({ path }: Bought, json: object = BOX) =>
  stage.shop.owner.do<OrderEtsyDto>('POST', `${path}/etsy/extras`, json)
export const act = async (bought: Bought, what: string) =>
  stage.shop.owner.do<OrderEtsyDto>('POST', `${bought.path}/etsy/extras/${(await extraOf(bought)).id}/${what}`)
export const settled = (bought: Bought, state: string) =>
  vi.waitFor(async () => expect(await extraOf(bought)).toMatchObject({ state }), SLOW)
export const openTasks = async () =>
  (await stage.shop.owner.do<EtsyTaskListDto>('GET', `${stage.shop.path}/etsy/tasks`)).tasks
export const told = async ({ path }: Bought) =>
  (await stage.shop.owner.do<TimelineDto>('GET', `${path}/timeline`)).entries.map(({ kind }) => kind)
/** The next call to Etsy that is about listings breaks off, unless something else is said of it. */
export const fail = (more: object) =>
  stage.sim.state.faults.failures.push({
    status: 0,
    times: 1,
    done: false,
    retryAfter: null,
    path: '/listings',
    ...more,
  })
/** What Etsy is asked from here on, as far as its path says this. */
export const calls = (path: string) => {
  const asked: string[] = []
  const real = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    if (String(input).includes(path))
      asked.push(`${init?.method} ${new URL(String(input)).pathname.split('/').slice(3).join('/')}`)
    return real(input, init)
  })
  return asked
}

/** As a job would that comes later, or at the same time. */
export const again = async () => {
  const [row] = await rows(stage, sql`select id from etsy_extras`)
  await tellExtra(contextOf(stage), String(row?.id))
}

export async function buildDraft() {
  const bought = await buildBought()
  await add(bought)
  await settled(bought, 'draft')
  return { bought, draft: drafts()[0] as ReturnType<typeof listings>[number] }
}
