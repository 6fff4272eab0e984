import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The environment of what we start: our own Node and tools first, and no notices of others' about themselves. */
export const environment = {
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: '1',
}

/**
 * Runs one command in the root and gives back what it said. `quiet` does not show it meanwhile, so that several may run
 * at once.
 * @param {[string, ...string[]]} command
 * @param {{ quiet?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, output: string, seconds: number }>}
 */
export function run([program, ...args], { quiet = false } = {}) {
  const began = performance.now()
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: environment, stdio: ['inherit', 'pipe', 'pipe'] })
    let output = ''
    const keep = (shown) => (chunk) => {
      output += chunk
      if (!quiet) shown.write(chunk)
    }
    child.stdout.on('data', keep(process.stdout))
    child.stderr.on('data', keep(process.stderr))
    const done = (ok) => resolve({ ok, output, seconds: (performance.now() - began) / 1000 })
    child.once('error', (error) => {
      output += error.message
      done(false)
    })
    child.once('close', (code) => done(code === 0))
  })
}

/** What tells of a failure in the words of vitest, node and our own trials. */
const TELLING = /FAIL|AssertionError|Error:|Unhandled|[✗✘×] | ❯ .+:\d+:\d+|"(lost|wrong|ok)":|exited|Timeout/
const MOST_LINES = 25

/**
 * The few lines of a failed step that say why, last: a log that is cut begins with what is least telling.
 * @param {{ name: string, ok: boolean, output: string }[]} results
 */
export function tellWhy(results) {
  const failed = results.filter(({ ok }) => !ok)
  if (failed.length === 0) return
  console.log(`\n${WHY}`)
  for (const { name, output } of failed) {
    const lines = stripVTControlCharacters(output)
      .split('\n')
      .map((line) => line.slice(0, 240))
    const telling = lines.filter((line) => TELLING.test(line))
    for (const line of (telling.length > 0 ? telling : lines).slice(-MOST_LINES)) console.log(`${name}: ${line}`)
  }
}

/** CI says everything below this line again at its end. */
const WHY = '── what failed'

/**
 * The table of what was run, and its last, plain line. The exit code follows from it.
 * @param {{ name: string, ok: boolean, seconds: number }[]} results
 */
export function summarise(results) {
  const width = Math.max(...results.map(({ name }) => name.length))
  console.log('')
  for (const { name, ok, seconds } of results) {
    console.log(`${ok ? 'passed' : 'FAILED'}  ${name.padEnd(width)}  ${seconds.toFixed(1)} s`)
  }
  const failed = results.filter(({ ok }) => !ok).length
  console.log(`\n${results.length - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}
