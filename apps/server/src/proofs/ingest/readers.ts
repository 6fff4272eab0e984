import type { Done, Task } from './messages.ts'
import type { IngestOptions } from './pool.ts'
import { type Reader, startReader, type TaskHooks } from './reader.ts'
import { busy, closing } from './refusals.ts'

type ReadersOptions = Required<Pick<IngestOptions, 'tmpDir' | 'workers' | 'waitingLimit'>> &
  Pick<IngestOptions, 'onWorker'>

interface Waiting {
  give(reader: Reader): void
  refuse(reason: unknown): void
}

/** A few reader processes, tasks in the order they came, and a new process for each one that was lost at work. */
export function createReaders({ tmpDir, workers, waitingLimit, onWorker }: ReadersOptions) {
  const all = new Set<Reader>()
  const idle: Reader[] = []
  const waiting: Waiting[] = []
  const atWork = new Set<Reader>()
  let closed = false

  function start(): Reader {
    const reader = startReader(tmpDir, (ended, how) => {
      all.delete(ended)
      const at = idle.indexOf(ended)
      if (at !== -1) idle.splice(at, 1)
      onWorker?.({ kind: 'ended', pid: ended.pid, how })
      // One that dies idle is not replaced until it is needed, so a reader that cannot start does not start for ever.
      if (atWork.delete(ended) && !closed) release(start())
    })
    all.add(reader)
    onWorker?.({ kind: 'started', pid: reader.pid })
    return reader
  }

  function release(reader: Reader) {
    const next = waiting.shift()
    if (next) next.give(reader)
    else idle.push(reader)
  }

  async function acquire(signal?: AbortSignal): Promise<Reader> {
    signal?.throwIfAborted()
    if (closed) throw closing()
    const ready = idle.pop() ?? (all.size < workers ? start() : undefined)
    if (ready) return ready
    if (waiting.length >= waitingLimit) throw busy(waiting.length)
    const { promise, resolve, reject } = Promise.withResolvers<Reader>()
    const place = { give: resolve, refuse: reject }
    const leave = () => {
      const at = waiting.indexOf(place)
      if (at !== -1) waiting.splice(at, 1)
      reject(signal?.reason)
    }
    waiting.push(place)
    signal?.addEventListener('abort', leave, { once: true })
    return promise.finally(() => signal?.removeEventListener('abort', leave))
  }

  async function run(task: Task, hooks: TaskHooks): Promise<Done> {
    const reader = await acquire(hooks.signal)
    atWork.add(reader)
    try {
      return await reader.run(task, hooks)
    } finally {
      if (reader.usable && atWork.delete(reader)) release(reader)
    }
  }

  function close() {
    closed = true
    for (const place of waiting.splice(0)) place.refuse(closing())
    for (const reader of all) reader.end()
  }

  if (workers > 0) idle.push(start())
  return { run, close }
}
