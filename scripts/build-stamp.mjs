import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './steps.mjs'

/** Workspaces that have something to build; everything else runs as it is written. */
const BUILT = ['apps/web']
const SOURCES = [...BUILT, 'packages', 'package-lock.json']
const NOT_SOURCES =
  /^(node_modules|dist|\.turbo|coverage|test-results|playwright-report|migrations|browser)$|\.test\.tsx?$/
const STAMP = join(root, 'node_modules', '.cache', 'proofroom', 'build')

/** Compares contents, not times (a clone or a checkout changes those): some tens of milliseconds. */
export function buildIsFresh() {
  if (!BUILT.every((workspace) => existsSync(join(root, workspace, 'dist')))) return false
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint()
}

export function rememberBuild() {
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, fingerprint())
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap(filesIn).sort()) hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

/** @returns {string[]} */
function filesIn(path) {
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path))
    .filter((name) => !NOT_SOURCES.test(name))
    .flatMap((name) => filesIn(join(path, name)))
}
