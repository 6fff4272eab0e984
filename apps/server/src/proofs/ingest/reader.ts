import { type ChildProcess, fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { UploadRefused } from '../../platform/files/index.ts'
import type { Done, Drawn, Report, Task } from './messages.ts'
import { readerStopped, tooHeavy, tooSlow } from './refusals.ts'

const HEAP_MB = 512
const ENTRY = join(import.meta.dirname, 'worker.ts')

export interface TaskHooks {
  timeLimitMs: number
  onPreview: (preview: Drawn) => void
  signal?: AbortSignal
}

/** One reader process. It serves one task at a time, and after a failure that left it in doubt it is ended. */
export interface Reader {
  readonly pid: number | undefined
  /** False from the moment its end is certain, which is before the system has reported it. */
  readonly usable: boolean
  run(task: Task, hooks: TaskHooks): Promise<Done>
  end(): void
}

export function startReader(tmpDir: string, onEnd: (reader: Reader, how: string) => void): Reader {
  const child = fork(ENTRY, [], {
    execPath: process.execPath,
    execArgv: [
      `--max-old-space-size=${HEAP_MB}`,
      // Node's own walls, for the JavaScript parsers: no child processes, no writing outside the waiting room.
      '--permission',
      '--allow-addons',
      '--allow-fs-read=*',
      `--allow-fs-write=${join(tmpDir, '*')}`,
      '--disable-warning=SecurityWarning',
    ],
    env: plainEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // A waiting reader is no reason for the server to stay; a running task holds it by its timer.
  child.unref()
  child.channel?.unref()
  yieldToServer(child)

  let reported = false
  const reader: Reader = {
    pid: child.pid,
    get usable() {
      return !reported && !child.killed
    },
    run: (task, hooks) => runTask(child, task, hooks),
    end: () => void child.kill('SIGKILL'),
  }
  const ended = (how: string) => {
    if (reported) return
    reported = true
    onEnd(reader, how)
  }
  child.on('exit', (code, signal) => ended(signal ?? `exit ${code}`))
  child.on('error', (error) => ended(error.message))
  return reader
}

function runTask(child: ChildProcess, task: Task, { timeLimitMs, onPreview, signal }: TaskHooks): Promise<Done> {
  signal?.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<Done>()
  const giveUp = (reason: unknown) => {
    child.kill('SIGKILL')
    reject(reason)
  }
  const onReport = (report: Report) => {
    if (report.id !== task.id) return
    if (report.kind === 'preview') onPreview(report.preview)
    else if (report.kind === 'done') resolve(report.done)
    else if (report.kind === 'refused') reject(new UploadRefused(report.code, report.status, report.sentence))
    else giveUp(tooHeavy())
  }
  const onExit = () => reject(readerStopped())
  const onAbort = () => giveUp(signal?.reason)
  const timer = setTimeout(() => giveUp(tooSlow(timeLimitMs)), timeLimitMs)

  child.on('message', onReport)
  child.once('exit', onExit)
  child.once('error', onExit)
  signal?.addEventListener('abort', onAbort, { once: true })
  child.send(task, (error) => error && giveUp(readerStopped()))

  return promise.finally(() => {
    clearTimeout(timer)
    child.off('message', onReport).off('exit', onExit).off('error', onExit)
    signal?.removeEventListener('abort', onAbort)
  })
}

/** No database address, no keys: only what finding fonts and showing text needs. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'FONTCONFIG_PATH', 'FONTCONFIG_FILE', 'SystemRoot']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

/** Drawing pictures takes whole cores for seconds; live edits must not wait for it. */
function yieldToServer(child: ChildProcess) {
  try {
    if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Already gone, or a system that does not let us: slower, not wrong.
  }
}
