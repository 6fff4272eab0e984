import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { EtsyConnectionDto } from '@proofroom/contract'
import { crowd } from '@proofroom/etsy-sim'
import { randomFrom } from '../arguments.ts'
import { kill } from '../server.ts'
import { differences } from './compare.ts'
import { connectPlace, openPlace, type Place, type Stage } from './stage.ts'

const PATIENCE_MS = 1_800_000

/** One shop with a long past, both processes killed in the middle of it. */
export async function importMany(
  stage: Stage,
  { receipts, seed }: { receipts: number; seed: number },
  say: (line: object) => void,
): Promise<boolean> {
  const place = await openPlace(stage, seed)
  const { state } = stage.sim
  const [from, random] = [state.clock.seconds - receipts * 600, randomFrom(seed)]
  const many = { shopId: place.etsyShopId, count: receipts, from, everySeconds: 600, shipped: 0.6, random }
  state.quietly(() => crowd(state, many))
  const before = stage.calls()
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 100) / 10
  await connectPlace(stage, place)
  const half = await follow(stage, place, receipts / 2, (line) => say({ ...line, seconds: seconds() }))
  await Promise.all(stage.workers.map(kill))
  say({ step: 'killed', after: half.seen, of: half.total })
  stage.workers.splice(0, 2, await stage.startWorker(), await stage.startWorker())
  await follow(stage, place, Number.POSITIVE_INFINITY, (line) => say({ ...line, seconds: seconds() }))
  const took = seconds()
  const calls = stage.calls()
  const wrong = await differences(stage, place)
  say({
    ...{ receipts, seconds: took, ordersASecond: Math.round(receipts / took) },
    ...{ calls: calls.answered - before.answered, overLimit: calls.refused - before.refused },
    ...{ memoryMb: Math.max(...stage.workers.map(memoryOf)), wrong: wrong.length },
  })
  for (const one of wrong.slice(0, 5)) say({ wrong: one })
  return wrong.length === 0
}

type Progress = { seen: number; total: number | null }

/** Looks how far it is, as the seller's page does, until so many are seen or all are. */
async function follow(
  { workers }: Stage,
  { shop }: Place,
  enough: number,
  say: (line: object) => void,
): Promise<Progress> {
  const deadline = Date.now() + PATIENCE_MS
  let told = -1
  for (;;) {
    const { import: now } = await shop.owner.do<EtsyConnectionDto>('GET', `${shop.path}/etsy`)
    const { seen, total } = now ?? { seen: 0, total: null }
    if (seen >= told + 1000 || now?.finishedAt) {
      told = seen
      say({ step: 'importing', seen, total, memoryMb: Math.max(...workers.map(memoryOf)) })
    }
    if (now?.finishedAt || seen >= enough) return { seen, total }
    if (Date.now() > deadline) throw new Error(`The import stands at ${seen} of ${total}.`)
    await pause(200)
  }
}

/** What a process holds now, as Linux counts; 0 elsewhere. */
function memoryOf({ pid }: ChildProcess): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return 0
  }
}
