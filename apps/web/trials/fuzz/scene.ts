import { setTimeout as pause } from 'node:timers/promises'
import type { VersionDto } from '@proofroom/contract'
import type { Crowd } from './crowd.ts'
import type { Findings } from './findings.ts'
import type { Model } from './model.ts'
import type { Random } from './random.ts'
import type { Stage } from './stage.ts'

/** What belongs to one seed. */
export type Scene = {
  stage: Stage
  random: Random
  version: VersionDto
  model: Model
  crowd: Crowd
  findings: Findings
}

export async function until(done: () => boolean, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  while (!done() && Date.now() < deadline) await pause(10)
  return done()
}
