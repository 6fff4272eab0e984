import type { CrowdProcess } from '../clients/crowd-process.ts'
import type { PeerName } from '../peers/peer.ts'
import type { Stage } from '../stage.ts'

/** One line of the result. */
export type Figure = {
  id: FigureId
  case: string
  ours: number
  unit: string
  peers: Record<string, number>
  goal: string
  met: boolean
  /** What else was seen, for whoever wonders. */
  also?: Record<string, number | string>
}

/** A figure whose check failed: no result, and the run has failed. */
export type Broken = { id: FigureId; case: string; error: string }

export type FigureId = 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'S6' | 'S7'

export type Run = {
  stage: Stage
  crowd: CrowdProcess
  /** How long people draw, each time. */
  seconds: number
  rounds: number
  quick: boolean
  progress(words: string): void
  /** Hears how much of a core others took meanwhile. */
  disturbed(share: number): void
}

/** What was measured cannot be believed: something was lost, or did not arrive. */
export class CheckFailed extends Error {}

/** At most so many times what a peer needs. */
export type Limit = { times: number; peer: PeerName }

type Comparison = Pick<Figure, 'id' | 'case' | 'unit' | 'also'> & {
  values: Partial<Record<PeerName, number>>
  limits: readonly Limit[]
}

/** Ours beside its peers, against what was promised. A figure that is no number meets nothing. */
export function compare({ values, limits, ...figure }: Comparison): Figure {
  const { ours = Number.NaN, ...peers } = values
  const goal = limits.map(({ times, peer }) => `≤ ${times} × ${peer}`).join(', ')
  const met = limits.every(({ times, peer }) => ours <= times * (values[peer] ?? Number.NaN))
  return line({ ...figure, ours, peers, goal, met })
}

type Measured = Pick<Figure, 'id' | 'case' | 'unit' | 'also'> & {
  ours: number
  most: number
  peers?: Partial<Record<PeerName, number>>
}

/** Ours against a number. */
export const limit = ({ most, peers = {}, ...figure }: Measured): Figure =>
  line({ ...figure, peers, goal: `≤ ${most} ${figure.unit}`, met: figure.ours <= most })

function line({ id, case: name, ours, unit, peers, goal, met, also }: Figure): Figure {
  const rounded = Object.entries(peers).map(([peer, value]) => [peer, round3(value)] as const)
  const figure = { id, case: name, ours: round3(ours), unit, peers: Object.fromEntries(rounded), goal, met }
  return also ? { ...figure, also } : figure
}

/** Three digits mean something. */
export const round3 = (value: number): number => Number(value.toPrecision(3))
