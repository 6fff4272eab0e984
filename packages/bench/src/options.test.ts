import { describe, expect, it } from 'vitest'
import { readOptions } from './options.ts'

describe('options', () => {
  it('measure everything when nothing is said', () => {
    expect(readOptions([])).toMatchObject({ json: false, quick: false, seconds: 4 })
    expect(readOptions([])?.only).toHaveLength(7)
  })

  it('choose figures', () => {
    expect(readOptions(['--only', 's1,S3', '--quick'])).toMatchObject({ only: ['S1', 'S3'], seconds: 1 })
  })

  it('know no other figures, and no time that is none', () => {
    expect(() => readOptions(['--only', 'S9'])).toThrow('There is no figure "S9"')
    expect(() => readOptions(['--seconds', 'long'])).toThrow('--seconds')
  })

  it('take a server’s place as it is seen from where the command was given', () => {
    expect(readOptions(['--server', 'other/main.ts'], '/somewhere')?.server).toBe('/somewhere/other/main.ts')
    expect(readOptions([])?.server).toMatch(/\/apps\/server\/src\/main\.ts$/)
  })
})
