import { availableParallelism, loadavg } from 'node:os'
import type { Broken, Figure } from './figures/figure.ts'
import { median } from './measure.ts'

export type Result = Figure | Broken

export type Machine = {
  node: string
  cores: number
  loadAtStart: number
  loadAtEnd: number
  /** Of one core, in the middle of the rounds: what others did meanwhile. Much of it, and no figure means anything. */
  others: number
  seconds: number
}

/** Says what was measured on stdout, and how far it is on stderr. */
export class Report {
  readonly results: Result[] = []
  readonly #json: boolean
  readonly #disturbances: number[] = []
  readonly #start = performance.now()
  readonly #loadAtStart = loadOfLastMinute()

  constructor(json: boolean) {
    this.#json = json
  }

  progress(words: string): void {
    process.stderr.write(`${String(this.#seconds()).padStart(4)} s  ${words}\n`)
  }

  disturbed(share: number): void {
    this.#disturbances.push(share)
  }

  add(...results: Result[]): void {
    this.results.push(...results)
    for (const result of results) {
      if (this.#json) console.log(JSON.stringify(result))
      if ('error' in result) this.progress(`${result.id} ${result.case}: ${result.error}`)
    }
  }

  end(): void {
    const machine: Machine = {
      ...{ node: process.version, cores: availableParallelism() },
      ...{ loadAtStart: this.#loadAtStart, loadAtEnd: loadOfLastMinute() },
      ...{ others: Number(median(this.#disturbances).toFixed(2)), seconds: this.#seconds() },
    }
    if (!this.#json) console.log(tableOf(this.results.map(rowOf)))
    console.log(JSON.stringify({ machine }))
  }

  #seconds(): number {
    return Math.round((performance.now() - this.#start) / 1000)
  }
}

const loadOfLastMinute = (): number => Number((loadavg()[0] ?? 0).toFixed(2))

function rowOf(result: Result): string[] {
  if ('error' in result) return [result.id, result.case, '', '', 'BROKEN', result.error]
  const { id, ours, unit, peers, goal, met } = result
  const others = Object.entries(peers).map(([name, value]) => `${name} ${value}`)
  return [id, result.case, `${ours} ${unit}`, goal, met ? 'met' : 'MISSED', others.join(', ')]
}

export function tableOf(rows: readonly string[][]): string {
  const all = [['', 'case', 'ours', 'goal', '', 'peers'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
