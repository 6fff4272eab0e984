import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { cpuSeconds, familySeconds, machineSeconds, median, percentile, spreadOf, statSeconds } from './measure.ts'

describe('percentiles', () => {
  it('are values that were measured, by nearest rank', () => {
    const sorted = Array.from({ length: 100 }, (_, i) => i + 1)
    expect([percentile(sorted, 0.5), percentile(sorted, 0.95), percentile(sorted, 0.99)]).toEqual([50, 95, 99])
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile([1, 2], 0.5)).toBe(1)
  })

  it('do not need sorted values, and sort numbers as numbers', () => {
    expect(spreadOf([10, 9, 100, 1])).toEqual({ p50: 9, p95: 100, p99: 100, count: 4 })
  })

  it('of nothing are no number, so that no goal is met by them', () => {
    expect(spreadOf([]).p50).toBeNaN()
    expect(median([])).toBeNaN()
  })

  it('has the middle, or the middle of the two', () => {
    expect([median([3, 1, 10]), median([4, 1, 3, 2])]).toEqual([3, 2.5])
  })
})

describe.runIf(process.platform === 'linux')('CPU time', () => {
  it('is what the process says of itself', () => {
    const [before, own, machine] = [cpuSeconds(process.pid), process.cpuUsage(), machineSeconds()]
    const end = performance.now() + 300
    while (performance.now() < end) Math.sqrt(Math.random())
    const { user, system } = process.cpuUsage(own)
    const seconds = (user + system) / 1e6
    expect(cpuSeconds(process.pid) - before).toBeGreaterThan(seconds * 0.8)
    expect(cpuSeconds(process.pid) - before).toBeLessThan(seconds * 1.2 + 0.05)
    expect(machineSeconds() - machine).toBeGreaterThan(seconds * 0.8)
    expect(Math.abs(cpuSeconds(process.pid) - statSeconds(process.pid))).toBeLessThan(0.5)
  })

  it('of a family has what children used, also when they ended', async () => {
    const before = familySeconds(process.pid)
    const busy = 'while (process.cpuUsage().user < 300_000) Math.sqrt(Math.random())'
    await once(spawn(process.execPath, ['-e', busy]), 'exit')
    expect(familySeconds(process.pid) - before).toBeGreaterThan(0.25)
  })
})
