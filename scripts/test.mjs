/** `npm test`: every suite, one after the other (they start servers and browsers), then what passed. */
import { run, summarise, tellWhy } from './steps.mjs'

const long = process.argv.includes('--long')

/**
 * A step and its command; `long` replaces the command in `npm run test:long`. Trials get a slice of time in
 * `npm test` and their full length there.
 * @type {{ name: string, command: [string, ...string[]], long?: [string, ...string[]] }[]}
 */
const STEPS = [
  {
    name: 'workspaces',
    command: ['turbo', 'run', 'test', '--concurrency=1', '--continue', '--force', '--env-mode=loose'],
  },
  { name: 'browser', command: ['npm', 'run', 'test:browser', '-w', 'apps/web'] },
  {
    name: 'crash trial',
    command: ['npm', 'run', '--silent', 'trial:crash', '--', '--trials', '6', '--json'],
    long: ['npm', 'run', '--silent', 'trial:crash', '--', '--trials', '200', '--json'],
  },
  {
    name: 'processes trial',
    command: ['npm', 'run', '--silent', 'trial:processes', '--', '--kills', '4', '--json'],
    long: ['npm', 'run', '--silent', 'trial:processes', '--', '--kills', '30', '--json'],
  },
  {
    name: 'faults',
    command: ['npm', 'run', '--silent', 'trial:faults', '--', '--quick', '--json'],
    long: ['npm', 'run', '--silent', 'trial:faults', '--', '--json'],
  },
  {
    name: 'import trial',
    command: ['npm', 'run', '--silent', 'trial:import', '--', '--rows', '600', '--json'],
    long: ['npm', 'run', '--silent', 'trial:import', '--', '--json'],
  },
  {
    name: 'sync trial',
    command: ['npm', 'run', '--silent', 'trial:sync', '--', '--seeds', '6', '--json'],
    long: ['npm', 'run', '--silent', 'trial:sync', '--', '--json'],
  },
  {
    name: 'attacks',
    command: ['npm', 'run', '--silent', 'attack', '--', '--quick', '--json'],
    long: ['npm', 'run', '--silent', 'attack', '--', '--json'],
  },
  {
    name: 'fuzz',
    command: ['npm', 'run', '--silent', 'fuzz', '--', '--seeds', '8', '--json'],
    long: ['npm', 'run', '--silent', 'fuzz', '--', '--seeds', '200', '--json'],
  },
  {
    name: 'benchmark',
    command: ['npm', 'run', '--silent', 'bench', '--', '--quick', '--json'],
    long: ['npm', 'run', '--silent', 'bench', '--', '--json'],
  },
]

const results = []
for (const step of STEPS) {
  const command = (long && step.long) || step.command
  console.log(`\n── ${step.name}: ${command.join(' ')}\n`)
  results.push({ name: step.name, ...(await run(command)) })
}
tellWhy(results)
summarise(results)
