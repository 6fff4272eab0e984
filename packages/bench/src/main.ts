import { CrowdProcess } from './clients/crowd-process.ts'
import { drawTogether } from './figures/drawing.ts'
import type { Figure, FigureId, Run } from './figures/figure.ts'
import { measureReach } from './figures/s1-reach.ts'
import { measureAcknowledgement } from './figures/s2-acknowledgement.ts'
import { measureCpu } from './figures/s3-cpu.ts'
import { measureHundred } from './figures/s4-hundred.ts'
import { measureOpening } from './figures/s5-opening.ts'
import { measureIdleRooms } from './figures/s6-idle-rooms.ts'
import { measureHistory } from './figures/s7-history.ts'
import { HELP, type Options, readOptions } from './options.ts'
import { Report, type Result } from './report.ts'
import { openStage } from './stage.ts'

/**
 * The live rooms beside their peers, in one run on one machine. Exit code 0: every figure could be measured, whether its
 * goal is met or not.
 */
type Measurement = { id: FigureId; case: string; measure(run: Run): Promise<Figure[]> }

function measurementsOf({ quick, only }: Options): Measurement[] {
  const withPeople = (id: FigureId, counts: number[], measure: (run: Run, people: number) => Promise<Figure[]>) =>
    counts.map((people) => ({ id, case: `${people} participants`, measure: (run: Run) => measure(run, people) }))
  const all: Measurement[] = [
    ...withPeople('S1', quick ? [10] : [10, 50], measureReach),
    ...withPeople('S2', quick ? [10] : [10, 50], measureAcknowledgement),
    ...withPeople('S3', quick ? [2, 10] : [2, 10, 50, 100], measureCpu),
    { id: 'S4', case: 'a hundred participants', measure: measureHundred },
    ...(quick ? [100] : [1_000, 10_000]).map((entries) => ({
      ...{ id: 'S5' as const, case: `${entries} annotations` },
      measure: (run: Run) => measureOpening(run, entries),
    })),
    { id: 'S6', case: 'idle rooms', measure: measureIdleRooms },
    { id: 'S7', case: 'history', measure: measureHistory },
  ]
  return all.filter(({ id }) => only.includes(id))
}

async function main(options: Options): Promise<boolean> {
  const report = new Report(options.json)
  report.progress('Starting PostgreSQL, the server and its peers …')
  const opening = openStage(options.server)
  const crowd = new CrowdProcess()
  const stop = async () => {
    crowd.stop()
    await (await opening).close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop().finally(() => process.exit(130)))
  const stage = await opening
  const { quick, seconds } = options
  const run: Run = {
    ...{ stage, crowd, quick, seconds, rounds: quick ? 1 : 3 },
    progress: (words) => report.progress(words),
    disturbed: (share) => report.disturbed(share),
  }
  try {
    await warmUp(run)
    for (const measurement of measurementsOf(options)) report.add(...(await attempt(measurement, run)))
  } finally {
    await stop()
  }
  report.end()
  return report.results.length > 0 && report.results.every((result) => !('error' in result))
}

async function attempt({ id, case: name, measure }: Measurement, run: Run): Promise<Result[]> {
  try {
    return (await measure(run)).map(measured)
  } catch (error) {
    return [{ id, case: name, error: (error as Error).message }]
  }
}

/** A figure that is no number is none. */
const measured = (figure: Figure): Result =>
  Number.isFinite(figure.ours) ? figure : { id: figure.id, case: figure.case, error: 'could not be measured here' }

/** The compilers of all processes have seen the work before any of it counts. */
async function warmUp(run: Run): Promise<void> {
  const people = run.quick ? 4 : 20
  for (const peer of Object.values(run.stage.peers)) await drawTogether(run, peer, people, run.quick ? 0.5 : 2)
  run.progress(`Warmed up: ${people} people drew together on each server; the beginning of each round is not counted.`)
}

function readOrStop(): Options | null {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error((error as Error).message)
    return process.exit(1)
  }
}

const options = readOrStop()
if (options) process.exit((await main(options)) ? 0 : 1)
console.log(HELP)
