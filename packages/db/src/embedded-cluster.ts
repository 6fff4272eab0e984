import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import type { Account } from './embedded-account.ts'
import { DatabaseError } from './embedded-errors.ts'
import { serverEnvironment } from './embedded-postmaster.ts'
import type { Program } from './embedded-program.ts'

export interface Passwords {
  superuser: string
  proofroom: string
}

/** Made once and kept in a file that only this account may read. */
export function passwordsOf(dataDir: string, cluster: string): Passwords {
  const path = join(dataDir, 'postgres.secret')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Passwords
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    throw new DatabaseError(
      'postgres_failed',
      `${path} is missing, without which the database in ${cluster} does not open: put it back from a backup.`,
    )
  }
  const made = { superuser: randomBytes(24).toString('base64url'), proofroom: randomBytes(24).toString('base64url') }
  const draft = `${path}.new`
  rmSync(draft, { force: true })
  writeFileSync(draft, JSON.stringify(made), { mode: 0o600 })
  renameSync(draft, path)
  return made
}

/**
 * Makes the cluster where there is none, under another name until it is whole, so that a kill leaves no half. The
 * name is a new one each time: initdb outlives a killed parent and goes on writing.
 */
export async function initialise(
  program: Program,
  cluster: string,
  account: Account | undefined,
  passwords: Passwords,
) {
  const home = dirname(cluster)
  mkdirSync(home, { recursive: true, mode: 0o711 })
  removeDrafts(home)
  if (existsSync(join(cluster, 'PG_VERSION'))) return checkVersion(program, cluster)
  const draft = mkdtempSync(join(home, DRAFT))
  const passwordFile = `${draft}.password`
  writeFileSync(passwordFile, passwords.superuser, { mode: 0o600 })
  if (account) for (const path of [draft, passwordFile]) chownSync(path, account.uid, account.gid)
  try {
    await initdb(program, draft, passwordFile, account)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(draft, cluster)
}

const DRAFT = 'postgres.new-'

function removeDrafts(home: string): void {
  for (const name of readdirSync(home).filter((found) => found.startsWith(DRAFT))) {
    try {
      rmSync(join(home, name), { recursive: true, force: true })
    } catch {
      // Its initdb still runs; a later start removes it.
    }
  }
}

/** The role and the database Proofroom works with; the superuser does nothing but this. */
export async function ensureOwnDatabase(superuserUrl: string, passwords: Passwords): Promise<void> {
  const sql = postgres(superuserUrl, { max: 1, onnotice() {} })
  try {
    const [have] = await sql`select
      exists (select from pg_roles where rolname = 'proofroom') as role,
      exists (select from pg_database where datname = 'proofroom') as database`
    if (!have?.role) await sql.unsafe(`create role proofroom login createrole password '${passwords.proofroom}'`)
    if (!have?.database) await sql.unsafe('create database proofroom owner proofroom')
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function checkVersion(program: Program, cluster: string): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (program.version.startsWith(`${found}.`)) return
  throw new DatabaseError(
    'database_version',
    `The database in ${cluster} was made by PostgreSQL ${found}, and this is ${program.version}: ` +
      'restore a backup into a new DATA_DIR, or go back to the Proofroom that made it.',
  )
}

function initdb(program: Program, folder: string, passwordFile: string, account: Account | undefined): Promise<void> {
  const args = [
    ...['-D', folder, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-instructions'],
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ]
  return new Promise((resolve, reject) => {
    const failed = (reason: string) =>
      reject(new DatabaseError('postgres_failed', `The database could not be created: ${reason}`))
    const child = spawn(program.initdb, args, {
      cwd: folder,
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(account && { uid: account.uid, gid: account.gid }),
    })
    let complaint = ''
    child.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    child.once('error', (error) => failed(error.message))
    child.once('close', (code) => (code === 0 ? resolve() : failed(complaint.trim())))
  })
}
