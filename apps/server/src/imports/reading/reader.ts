import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { DayOrder, Mapping, ReadOrder } from '@proofroom/intake'
import type { Seen } from './read.ts'

/** `mapping` null takes what the headings suggest. */
export type FileToRead = { text: string; mapping: Mapping | null; dayOrder: DayOrder | null }
export type Asked = { from: number; count: number }

/** A file that is being read in a thread of its own. Whoever opens one closes it. */
export type OpenFile = {
  seen: Seen
  /** In the file's order; fewer at its end. */
  orders(asked: Asked): Promise<ReadOrder[]>
  close(): Promise<void>
}

/** The largest file takes a tenth of it. */
const MEMORY_MB = 1_024

export async function openFile(file: FileToRead): Promise<OpenFile> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  worker.unref()
  // Also when it dies while nobody waits for an answer: the next one to ask is told.
  const died = once(worker, 'error').then(([error]) => Promise.reject(error))
  died.catch(() => {})
  const answer = () => Promise.race([once(worker, 'message').then(([message]) => message), died])
  const seen = (await answer()) as Seen
  return {
    seen,
    async orders(asked) {
      const answered = answer()
      worker.postMessage(asked)
      return (await answered) as ReadOrder[]
    },
    async close() {
      await worker.terminate()
    },
  }
}

/** Opens it, works with it, and closes it whatever happens. */
export async function withFile<T>(file: FileToRead, work: (open: OpenFile) => Promise<T>): Promise<T> {
  const open = await openFile(file)
  try {
    return await work(open)
  } finally {
    await open.close()
  }
}
