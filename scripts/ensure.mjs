/**
 * Makes sure of what a command needs before it runs: packages, Node, with --build the built pages, with --browser a
 * Chromium. Started by whatever Node the machine has, before anything is installed: Node 20's syntax, built-ins only.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildIsFresh, rememberBuild } from './build-stamp.mjs'
import { environment, root } from './steps.mjs'

/** From here on Node runs TypeScript without a flag. */
const OLDEST_NODE = [22, 18]
const wanted = new Set(process.argv.slice(2))

ensurePackages()
ensureNode()
if (wanted.has('--build')) ensureBuild()
if (wanted.has('--browser')) await ensureBrowser()

function ensurePackages() {
  if (packagesMatchLock()) return
  console.log('Installing packages (npm ci), this takes a minute the first time …')
  const npm = process.env.npm_execpath
  const [program, ...args] = npm ? [process.execPath, npm, 'ci'] : ['npm', 'ci']
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) stop('npm ci did not succeed; its message is above. Is the npm registry within reach?')
}

/** What npm notes down as installed against what the lock names. Platform packages of other systems are absent. */
function packagesMatchLock() {
  const installed = readJson('node_modules/.package-lock.json')?.packages
  if (!installed) return false
  return Object.entries(readJson('package-lock.json')?.packages ?? {}).every(([path, { version, link, optional }]) => {
    if (!path.includes('node_modules/') || link) return true
    return installed[path] ? installed[path].version === version : optional === true
  })
}

function ensureNode() {
  const own = versionOf(join(root, 'node_modules', '.bin', 'node'))
  if (own && isEnough(own)) return
  const system = versionOf('node')
  if (system && isEnough(system)) return
  stop(
    `Node ${OLDEST_NODE.join('.')} or newer is needed, and this machine has ${system?.join('.') ?? 'none'}. ` +
      'It normally comes with npm ci; where install scripts are blocked, run "npm rebuild node", or install Node 24.',
  )
}

/** @returns {number[] | undefined} */
function versionOf(program) {
  const { stdout } = spawnSync(program, ['-v'], { encoding: 'utf8', shell: process.platform === 'win32' })
  return /^v(\d+)\.(\d+)\.(\d+)/
    .exec(stdout ?? '')
    ?.slice(1)
    .map(Number)
}

function isEnough([major, minor]) {
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
}

function ensureBuild() {
  if (buildIsFresh()) return
  console.log('Building the pages …')
  const turbo = join(root, 'node_modules', '.bin', 'turbo')
  const args = ['run', 'build', '--output-logs=errors-only']
  const { status } = spawnSync(turbo, args, { cwd: root, stdio: 'inherit', env: environment })
  if (status !== 0) stop('The pages could not be built; the message is above.')
  rememberBuild()
}

async function ensureBrowser() {
  const { chromiumPath, unpackChromium } = await import('./chromium.mjs')
  if (chromiumPath()) return
  installChromium()
  const path = chromiumPath() ?? (await unpackChromium())
  if (!path) stop('The browser tests need a Chromium: install one, or name it in CHROMIUM_PATH.')
  console.log(`Browser tests use ${path}.`)
}

/** As root on Debian and its relatives; elsewhere the packaged one is tried. */
function installChromium() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log('Installing Chromium for the browser tests (apt-get) …')
  const quietly = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  try {
    execFileSync('apt-get', ['update', '-q'], quietly)
    execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], quietly)
  } catch {
    console.log('apt-get could not install it; trying the one that came with npm.')
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'))
  } catch {
    return undefined
  }
}

function stop(sentence) {
  console.error(`\n${sentence}`)
  process.exit(1)
}
