import { Socket } from 'node:net'
import type { Options } from 'postgres'

/** What of postgres.js' own reading of a URL a connection is opened with. */
type Address = { host: string[]; port: number[]; path?: string | false }

/**
 * Options for connections that are given up after so many seconds without a word of PostgreSQL's answer. A network that
 * lost them without saying so, or a machine that is gone, would otherwise be waited for until the system gives up, which
 * takes a quarter of an hour. No single statement on such connections may take as long.
 *
 * Only the counted bytes are looked at, since node shows nothing else of a connection inside TLS. They cannot tell one that
 * rests from one that waits, so resting ones are closed before, by postgres.js itself.
 */
export function givingUpAfter(seconds: number): Pick<Options<never>, 'idle_timeout'> {
  let turn = 0
  const socket = ({ host: hosts, port: ports, path }: Address): Socket => {
    const at = turn++ % hosts.length
    const host = hosts[at] ?? ''
    // For whom a certificate has to be is read from here.
    const line = Object.assign(new Line(), { host })
    watch(line, seconds * 1_000)
    return path ? line.connect(path) : line.connect({ host, port: ports[at] ?? 5432 })
  }
  // The option is not among the published types.
  return { idle_timeout: seconds * RESTING, ...{ socket } }
}

const RESTING = 0.7
/** So often within the time that is waited. */
const LOOKS = 20

/**
 * postgres.js (3.4) never answers a question that it is asked between the error of a connection and its close. So of one
 * that has worked only the close is told, which refuses whatever waits; of one that never did, the error.
 */
class Line extends Socket {
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    const hasWorked = this.bytesRead > 0
    if (hasWorked && event === 'error') return true
    return hasWorked && event === 'close' ? super.emit('close', false) : super.emit(event as string, ...args)
  }
}

/** What the last look leaves to think: nobody waits, somebody may, or somebody does. */
type Waiting = 'no' | 'perhaps' | 'surely'

/**
 * Counts looks and not seconds: a program that was held up itself has not seen that nothing came. What was written and
 * read between two looks may have been an answer and the next question, or a question and its answer.
 */
function watch(line: Line, ms: number): void {
  let [read, written, quiet] = [0, 0, 0]
  let waiting: Waiting = 'surely'
  const looking = setInterval(() => {
    // Nobody tells of the end of a connection that went on inside TLS.
    if (line.destroyed) return clearInterval(looking)
    const [hasRead, hasWritten] = [line.bytesRead !== read, line.bytesWritten !== written]
    ;[read, written] = [line.bytesRead, line.bytesWritten]
    if (hasRead || (hasWritten && waiting !== 'surely')) {
      waiting = hasRead ? (hasWritten ? 'perhaps' : 'no') : 'surely'
      quiet = 0
      return
    }
    if (waiting === 'no' || ++quiet < LOOKS) return
    line.destroy(
      Object.assign(new Error(`PostgreSQL said nothing for ${ms / 1_000} s.`), { code: 'CONNECTION_SILENT' }),
    )
  }, ms / LOOKS)
  looking.unref()
}
