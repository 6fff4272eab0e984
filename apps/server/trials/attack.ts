import { parseArgs } from 'node:util'
import { randomFrom } from './arguments.ts'
import { ACCESS } from './attack/access.ts'
import type { Attack, Tally } from './attack/attack.ts'
import { ENTRIES } from './attack/entries.ts'
import { FORMS } from './attack/forms.ts'
import { IDENTITIES } from './attack/identities.ts'
import { NOISE } from './attack/noise.ts'
import { PRESENCE } from './attack/presence.ts'
import { ROLES } from './attack/roles.ts'
import { SOCKETS } from './attack/sockets.ts'
import { type Finding, Stage } from './attack/stage.ts'
import { Scene } from './scene.ts'

/**
 * Attacks the real server over real sockets while honest people work in the same room: nothing of theirs may change, and
 * none of them may be refused. A kind of attack counts as refused when each try of it was answered as the rules say.
 */
const FAMILIES: Record<string, Attack[]> = {
  ...{ entries: ENTRIES, identities: IDENTITIES, forms: FORMS, roles: ROLES },
  ...{ access: ACCESS, presence: PRESENCE, sockets: SOCKETS, noise: NOISE },
}
const LONGEST_MS = 60_000
const AT_ONCE = 12

type Total = Finding & { attempted: number; refused: number }

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    /** A family, or the beginning of a kind's name. */
    only: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    server: { type: 'string', default: new URL('../src/main.ts', import.meta.url).pathname },
  },
})

async function main(): Promise<boolean> {
  const { server, quick } = options
  const scene = await Scene.open({ trial: 'attack', server, quick, random: randomFrom(Number(options.seed)) })
  const total: Total = { attempted: 0, refused: 0, foreignChanges: 0, honestRefused: 0 }
  try {
    for (const [family, attacks] of Object.entries(FAMILIES)) await runFamily(scene, family, attacks, total)
  } finally {
    await scene.close()
  }
  say(total)
  const { attempted, refused, foreignChanges, honestRefused } = total
  return attempted > 0 && attempted === refused && foreignChanges === 0 && honestRefused === 0
}

async function runFamily(scene: Scene, family: string, attacks: Attack[], total: Total): Promise<void> {
  const { only } = options
  const wanted = attacks
    .filter(({ kind }) => only === undefined || family === only || kind.startsWith(only))
    .filter(({ slow }) => !(slow && scene.quick))
  if (wanted.length === 0) return
  const stage = await Stage.open(scene)
  for (const group of groupsOf(wanted, scene.quick)) await runGroup(stage, family, group, total)
  stage.close()
}

/** One after the other, or, in the slice, several at once where they do not disturb each other. */
function groupsOf(attacks: Attack[], quick: boolean): Attack[][] {
  const groups: Attack[][] = []
  for (const attack of attacks) {
    const last = groups.at(-1)
    const joins = quick && attack.together && last?.every(({ together }) => together) && last.length < AT_ONCE
    if (last && joins) last.push(attack)
    else groups.push([attack])
  }
  return groups
}

async function runGroup(stage: Stage, family: string, attacks: Attack[], total: Total): Promise<void> {
  const start = performance.now()
  const recordedBefore = stage.scene.recorded.length
  await stage.begin()
  const tried = await Promise.all(attacks.map(async ({ kind, run }) => ({ kind, ...(await outcomeOf(run(stage))) })))
  const found = await stage.end()
  const [events, ms] = [stage.scene.recorded.length - recordedBefore, Math.round(performance.now() - start)]
  for (const one of tried) {
    say({ ...one, family, seed: Number(options.seed), events, ...found, ms })
    total.attempted++
    if (one.tries > 0 && one.tries === one.refused) total.refused++
  }
  total.foreignChanges += found.foreignChanges
  total.honestRefused += found.honestRefused
}

const outcomeOf = (run: Promise<Tally>) =>
  inTime(run).catch((error: Error) => ({ tries: 1, refused: 0, error: error.message }))

function inTime<T>(run: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('An attack did not come to its end.')), LONGEST_MS)
  })
  return Promise.race([run, tooLong]).finally(() => clearTimeout(timer))
}

function say(line: object): void {
  const words = () => Object.entries(line).map(([name, value]) => `${name} ${value}`)
  console.log(options.json ? JSON.stringify(line) : words().join(', '))
}

process.exit((await main()) ? 0 : 1)
