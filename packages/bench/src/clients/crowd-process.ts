import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Order, Report } from './orders.ts'

type Answer<O extends Order> = Extract<
  Report,
  { type: { join: 'joined'; draw: 'drawn'; settle: 'settled'; leave: 'left' }[O['type']] }
>

/** The people who draw, in a process of their own: what they do is not to be taken for the server's work. */
export class CrowdProcess {
  readonly #process: ChildProcess = fork(new URL('./crowd.ts', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Numbers that are none stay so.
    serialization: 'advanced',
  })

  async ask<O extends Order>(order: O): Promise<Answer<O>> {
    this.#process.send(order)
    const gone = new AbortController()
    const [report] = (await Promise.race([
      once(this.#process, 'message', { signal: gone.signal }),
      once(this.#process, 'exit', { signal: gone.signal }).then(() => Promise.reject(new Error('The crowd is gone.'))),
    ]).finally(() => gone.abort())) as [Report]
    if (report.type === 'failed') throw new Error(report.message)
    return report as Answer<O>
  }

  stop(): void {
    this.#process.kill('SIGKILL')
  }
}
