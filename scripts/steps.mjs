import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The environment of what we start: our own Node and tools first, and no notices of others' about themselves. */
export const environment = {
  ...process.env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: '1',
}

/**
 * Runs one command in the root. `quiet` keeps what it says and gives it back, so that several may run at once.
 * @param {[string, ...string[]]} command
 * @param {{ quiet?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, output: string, seconds: number }>}
 */
export function run([program, ...args], { quiet = false } = {}) {
  const began = performance.now()
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: environment, stdio: quiet ? 'pipe' : 'inherit' })
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const done = (ok) => resolve({ ok, output, seconds: (performance.now() - began) / 1000 })
    child.once('error', (error) => {
      output += error.message
      done(false)
    })
    child.once('close', (code) => done(code === 0))
  })
}

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
