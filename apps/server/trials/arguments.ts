import { parseArgs } from 'node:util'

export type TrialArguments = { trials: number; kills: number; seed: number; json: boolean; server: string }

export function readArguments(): TrialArguments {
  const { values } = parseArgs({
    options: {
      trials: { type: 'string', default: '10' },
      kills: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
      json: { type: 'boolean', default: false },
      server: { type: 'string', default: new URL('../src/main.ts', import.meta.url).pathname },
    },
  })
  return { ...values, trials: Number(values.trials), kills: Number(values.kills), seed: Number(values.seed) }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
