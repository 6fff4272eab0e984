import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { EtsyClient } from '@proofroom/etsy'
import { api } from '../src/api/api.ts'
import { startEtsySim } from '../src/sim.ts'
import { clientOf } from '../src/testing.ts'
import { Check } from './conformance/check.ts'
import { Recording } from './conformance/record.ts'
import { Schemas } from './conformance/schemas.ts'
import { findOperation, readSpec, type Spec } from './conformance/spec.ts'
import { everyMethod, everyRoute, everyState } from './conformance/tour.ts'

/**
 * Whether our client asks, and the simulator answers, as Etsy's own description of its API says. The description is
 * Etsy's, and not kept here: it is named with `--spec`.
 */
const { values } = parseArgs({ options: { spec: { type: 'string' } } })
if (values.spec) process.exitCode = (await conforms(values.spec)) ? 0 : 1
else {
  console.error(
    'npm run conformance -- --spec <etsy-oas.json>: Etsy’s OpenAPI description, from its developers’ pages.',
  )
  process.exitCode = 2
}

async function conforms(file: string): Promise<boolean> {
  // npm runs a script in the workspace's folder, wherever the command was given.
  const spec = readSpec(resolve(process.env.INIT_CWD ?? '.', file))
  const say = (line: object) => console.log(JSON.stringify(line))
  const record = new Recording(new Check(spec, new Schemas(spec)), say)
  const sim = await startEtsySim({ limits: { perSecond: 1000 } })
  try {
    const orders = await everyState(sim)
    const { client, tokens } = await clientOf(sim, { fetch: record.fetch({ checksRequests: true }) })
    const { called, watched } = watch(client)
    await everyMethod(sim, watched, orders)
    const { accessToken } = await tokens.read()
    await everyRoute(sim, record.fetch({ checksRequests: false }), accessToken, orders)
    for (const [operation, tally] of record.tallies) say({ operation, ...tally })
    say({ undocumented: Object.fromEntries(record.undocumented) })
    const missed = [...methods().filter((name) => !called.has(name)), ...routesWithout(spec, record, sim.state)]
    for (const one of missed) say({ missed: one })
    const tallies = [...record.tallies.values()]
    const requests = tallies.reduce((sum, one) => sum + one.requests, 0)
    const answers = tallies.flatMap((one) => Object.values(one.answers)).reduce((sum, one) => sum + one, 0)
    say({ requests, answers, invalid: record.invalid })
    return record.invalid === 0 && missed.length === 0 && requests > 0
  } finally {
    await sim.stop()
  }
}

function methods(): string[] {
  return Object.getOwnPropertyNames(EtsyClient.prototype).filter((name) => name !== 'constructor')
}

/** The client, and which of its methods were called. */
function watch(client: EtsyClient): { called: Set<string>; watched: EtsyClient } {
  const called = new Set<string>()
  const watched = new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      called.add(String(name))
      return value.bind(target)
    },
  })
  return { called, watched }
}

/** Routes of the simulator that never succeeded here, or that Etsy does not have. */
function routesWithout(spec: Spec, { tallies }: Recording, world: Parameters<typeof api>[0]): string[] {
  const routes = api(world, '').routes.filter(({ method }) => method !== 'ALL')
  return [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].filter((route) => {
    const [method = '', path = ''] = route.split(' ')
    const found = findOperation(spec, method, `/v3/application${path.replace(/:\w+/g, '1')}`)
    const answers = Object.keys((found && tallies.get(found.operation.operationId)?.answers) ?? {})
    return !answers.some((status) => status.startsWith('2'))
  })
}
