import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseError, type Log } from './embedded-errors.ts'

/** PostgreSQL refuses to run as root: the account it runs as then. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/** Undefined when this process is not root and PostgreSQL can simply run as it. Who owns a cluster keeps it. */
export function serverAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { name, uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new DatabaseError(
    'postgres_failed',
    'PostgreSQL cannot run as root, and there is no account "postgres" or "nobody" to run it as: ' +
      'start Proofroom as an ordinary user, or set DATABASE_URL.',
  )
}

/** The first folder on the way that the account may not pass, if any. */
export function barrier(path: string, account: Account | undefined): string | undefined {
  if (!account) return undefined
  const parent = dirname(path)
  const above = parent === path ? undefined : barrier(parent, account)
  if (above) return above
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return undefined
  const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001
  return found.mode & bit ? undefined : path
}

/**
 * Makes the folder passable for the account and returns where the cluster lives: `<dataDir>/postgres`, or, when a
 * parent is closed to the account (a clone under /root, a private temporary folder), a folder of its own elsewhere
 * that `<dataDir>/postgres` then points to.
 */
export function placeCluster(dataDir: string, account: Account | undefined, log: Log): string {
  const cluster = join(dataDir, 'postgres')
  if (!account) return cluster
  if (barrier(dataDir, account) === resolve(dataDir)) {
    chownSync(dataDir, -1, account.gid)
    chmodSync(dataDir, statSync(dataDir).mode | 0o010)
  }
  if (lstatSync(cluster, { throwIfNoEntry: false })?.isSymbolicLink()) return readlinkSync(cluster)
  const closed = barrier(dataDir, account)
  if (!closed) return cluster
  const home = elsewhere(closed, account)
  const place = mkdtempSync(join(home, 'cluster-'))
  chmodSync(place, 0o711)
  symlinkSync(join(place, 'postgres'), cluster)
  log.info(`The account "${account.name}" may not enter ${closed}; PostgreSQL keeps its files in ${place}.`)
  return join(place, 'postgres')
}

/** A folder every account may pass, for what cannot stay where it is. */
export function elsewhere(closed: string, account: Account): string {
  const home = '/var/lib/proofroom'
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 })
  } catch {
    throw unreachable(closed, account)
  }
  if (barrier(home, account)) throw unreachable(closed, account)
  return home
}

function unreachable(closed: string, account: Account): DatabaseError {
  return new DatabaseError(
    'data_dir_unreachable',
    `PostgreSQL runs as the account "${account.name}", which may not enter ${closed}: ` +
      'set DATA_DIR to a folder it may pass, or start Proofroom as an ordinary user.',
  )
}
