import { Worker } from 'node:worker_threads'
import type { Folded, Fresh } from './fold.ts'

export type Order = { id: number; kind: 'fold' | 'renew'; updates: Uint8Array[] }
export type Answer = { id: number; done: Folded | Fresh } | { id: number; error: string }

/** Makes one state of many updates, somewhere else. */
export type Folder = {
  fold(updates: readonly Uint8Array[]): Promise<Folded>
  renew(updates: readonly Uint8Array[]): Promise<Fresh>
  close(): Promise<void>
}

type Waiting = { resolve(done: never): void; reject(error: Error): void }

/** Starting one costs a tenth of a second; keeping an idle one costs memory. */
const IDLE_MS = 30_000
const MEMORY_MB = 1_024

/** One thread, started when it is needed. When it dies of what it was given, only that is not folded. */
export function openFolder(idleMs = IDLE_MS): Folder {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | null = null
  let last = 0

  function started(): Worker {
    if (worker) return worker
    const mine = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    mine.unref()
    mine.on('message', (answer: Answer) => settle(answer))
    mine.on('error', (error) => gone(mine, error))
    mine.on('exit', () => gone(mine, new Error('The folding thread ended.')))
    worker = mine
    return mine
  }

  function settle(answer: Answer): void {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('error' in answer) one?.reject(new Error(answer.error))
    else one?.resolve(answer.done as never)
    if (waiting.size === 0) idle ??= setTimeout(() => void close(), idleMs).unref()
  }

  function gone(which: Worker, error: Error): void {
    if (worker !== which) return
    worker = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  function ask<T>(kind: Order['kind'], updates: readonly Uint8Array[]): Promise<T> {
    if (idle) clearTimeout(idle)
    idle = null
    return new Promise<T>((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      // Copies: the driver's bytes are windows on buffers that hold other rows as well.
      const copies = updates.map((update) => new Uint8Array(update))
      const order: Order = { id: last, kind, updates: copies }
      started().postMessage(
        order,
        copies.map(({ buffer }) => buffer),
      )
    })
  }

  async function close(): Promise<void> {
    if (idle) clearTimeout(idle)
    idle = null
    await worker?.terminate()
  }

  return { fold: (updates) => ask('fold', updates), renew: (updates) => ask('renew', updates), close }
}
