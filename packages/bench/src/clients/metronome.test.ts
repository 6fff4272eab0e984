import { describe, expect, it } from 'vitest'
import { Metronome, play } from './metronome.ts'

describe('a metronome', () => {
  it('gives everybody one turn in each period, however late it is called', () => {
    const turns = [0, 0, 0, 0]
    const metronome = new Metronome(4, 50, (person) => {
      turns[person] = (turns[person] ?? 0) + 1
    })
    metronome.catchUp(50)
    expect(turns).toEqual([1, 1, 1, 1])
    metronome.catchUp(999.999)
    expect(turns).toEqual([20, 20, 20, 20])
    metronome.catchUp(999.999)
    expect(turns).toEqual([20, 20, 20, 20])
  })

  it('keeps a distance of one period between the turns of one person', () => {
    const at: number[] = []
    let now = 0
    const metronome = new Metronome(1, 50, () => at.push(now))
    // Whatever moment of the period is theirs, ten are over by then, and seen at the next whole millisecond.
    for (; now <= 500; now++) metronome.catchUp(now)
    const ten = at.slice(0, 10)
    expect(ten.slice(1).map((moment, i) => moment - (ten[i] as number))).toEqual(new Array(9).fill(50))
  })

  it('of nobody ends at once', () => {
    expect(() => new Metronome(0, 50, () => {}).catchUp(1_000)).not.toThrow()
  })

  it('is played to the end of its time', async () => {
    let turns = 0
    await play([new Metronome(2, 10, () => turns++)], 0.1)
    expect(turns).toBe(20)
  })
})
