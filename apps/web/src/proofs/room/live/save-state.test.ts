import { describe, expect, test } from 'vitest'
import { type SaveFacts, saveStateOf } from './save-state.ts'

const connected: SaveFacts = {
  ended: false,
  readOnly: false,
  connected: true,
  settled: true,
  tried: true,
  unsynced: 0,
  pending: 0,
}
const away: SaveFacts = { ...connected, connected: false, settled: false }

describe('the word about saving', () => {
  test.each<[string, SaveFacts, string]>([
    ['everything acknowledged', connected, 'saved'],
    ['an own entry is on the way', { ...connected, unsynced: 1, pending: 1 }, 'saving'],
    ['the count says so although no own entry is known', { ...connected, unsynced: 1 }, 'saving'],
    ['an own entry is not acknowledged although the count is at zero', { ...connected, pending: 1 }, 'saving'],
    ['just let in, nothing of ours', { ...connected, settled: false, unsynced: 1 }, 'connecting'],
    ['just let in, with something kept', { ...connected, settled: false, unsynced: 1, pending: 2 }, 'saving'],
    ['the first connection is being made', { ...away, tried: false }, 'connecting'],
    ['the connection was lost, nothing pending', away, 'offline'],
    ['the connection was lost with work pending', { ...away, pending: 3, unsynced: 3 }, 'offline'],
    ['looking at a closed version', { ...connected, readOnly: true, unsynced: 1 }, 'saved'],
    ['looking at a closed version without a connection', { ...away, readOnly: true }, 'offline'],
    ['access is over', { ...connected, ended: true }, 'closed'],
  ])('%s', (_, facts, word) => {
    expect(saveStateOf(facts)).toBe(word)
  })

  test('is never "saved" while anything is not acknowledged', () => {
    for (const unsynced of [0, 1, 5])
      for (const pending of [0, 1, 5])
        for (const isConnected of [true, false])
          for (const settled of [true, false]) {
            const word = saveStateOf({ ...connected, connected: isConnected, settled, unsynced, pending })
            if (word === 'saved')
              expect({ unsynced, pending, isConnected }).toEqual({ unsynced: 0, pending: 0, isConnected: true })
          }
  })
})
