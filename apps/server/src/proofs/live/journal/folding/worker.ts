import { parentPort } from 'node:worker_threads'
import { fold, renew } from './fold.ts'
import type { Answer, Order } from './folder.ts'

/** Folds what it is sent, one order after the other, away from the loop that people wait for. */
parentPort?.on('message', ({ id, kind, updates }: Order) => {
  const answer = answerTo(id, kind, updates)
  const buffers = 'error' in answer ? [] : [answer.done.payload.buffer as ArrayBuffer]
  parentPort?.postMessage(answer, buffers)
})

function answerTo(id: number, kind: Order['kind'], updates: Uint8Array[]): Answer {
  try {
    return { id, done: kind === 'renew' ? renew(updates) : fold(updates) }
  } catch (error) {
    return { id, error: String(error) }
  }
}
