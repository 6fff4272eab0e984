import type { Log } from './embedded-errors.ts'
import { type Launch, launchPostmaster, stopPostmaster } from './embedded-postmaster.ts'
import { lifeOf, pause } from './embedded-process.ts'

/** What a killed server left behind (its children hold the shared memory until they notice) is gone in a moment. */
const SOON = 30_000
const SHORT_PAUSE = 400
const LONG_PAUSE = 5_000

/** Keeps the server alive: looks four times a second and starts it again when it died underneath us. */
export function supervise(firstPid: number, launch: Launch, port: number, log: Log) {
  let pid: number | undefined = firstPid
  let life = lifeOf(firstPid)
  let stopping = false
  let restart: Promise<void> = Promise.resolve()

  const watch = setInterval(() => {
    if (pid === undefined || lifeOf(pid) === life) return
    log.warn(`PostgreSQL (process ${pid}) died; starting it again.`)
    pid = undefined
    restart = startAgain()
  }, 250)
  watch.unref()

  async function startAgain(): Promise<void> {
    const began = Date.now()
    while (!stopping) {
      try {
        pid = await launchPostmaster(launch, port)
        life = lifeOf(pid)
        log.info(`PostgreSQL runs again (process ${pid}).`)
        return
      } catch (error) {
        log.error((error as Error).message)
        await pause(Date.now() - began < SOON ? SHORT_PAUSE : LONG_PAUSE)
      }
    }
  }

  return {
    pid: () => pid,
    async stop(): Promise<void> {
      stopping = true
      clearInterval(watch)
      await restart
      if (pid !== undefined) await stopPostmaster(pid, log)
      pid = undefined
    },
  }
}
