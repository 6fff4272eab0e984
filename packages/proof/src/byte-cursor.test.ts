import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { ByteCursor } from './byte-cursor.ts'

const cursor = (...bytes: number[]) => new ByteCursor(Uint8Array.from(bytes))
const garbled = expect.objectContaining({ violation: expect.objectContaining({ code: 'guard.garbled' }) })

describe('[G2] reading bytes that nobody vouches for', () => {
  it('[G2] reads what lib0 writes', () => {
    const value = {
      n: null,
      f: [0.5, 0.1, -1e300],
      i: [0, -1, 63, -64, 2 ** 31 - 1, -(2 ** 40)],
      t: true,
      o: { s: 'grün 👩‍🎨', e: '' },
    }
    const out = encoding.createEncoder()
    encoding.writeAny(out, value)
    encoding.writeVarInt(out, -(2 ** 40))
    encoding.writeVarUint(out, 2 ** 32 - 1)
    const read = new ByteCursor(encoding.toUint8Array(out).subarray(0))
    expect(read.json()).toEqual(value)
  })

  it('[G2] knows where it is in a larger buffer', () => {
    const out = encoding.createEncoder()
    encoding.writeAny(out, [0.1])
    const bytes = encoding.toUint8Array(out)
    const buffer = new Uint8Array(bytes.length + 3)
    buffer.set(bytes, 3)
    expect(new ByteCursor(buffer.subarray(3)).json()).toEqual([0.1])
  })

  it('[G2] does not read past the end', () => {
    expect(() => cursor().byte()).toThrow(garbled)
    expect(() => cursor(128).uint()).toThrow(garbled)
    expect(() => cursor(123, 0, 0, 0).json()).toThrow(garbled)
    expect(() => cursor(124, 0).json()).toThrow(garbled)
    expect(() => cursor(119, 3, 97).json()).toThrow(garbled)
    expect(() => cursor(125, 128).json()).toThrow(garbled)
  })

  it('[G2] numbers end, and are no larger than they may be', () => {
    expect(cursor(255, 255, 255, 255, 15).uint()).toBe(2 ** 32 - 1)
    expect(() => cursor(128, 128, 128, 128, 16).uint()).toThrow(garbled)
    expect(() => cursor(128, 128, 128, 128, 128, 128, 128, 0).uint()).toThrow(garbled)
    expect(() => cursor(125, 128, 128, 128, 128, 128, 128, 128, 128, 128, 0).json()).toThrow(garbled)
    expect(() => cursor(11).uint(10)).toThrow(garbled)
  })

  it('[G2] a count promises no more than there is', () => {
    expect(cursor(2, 0, 0).count(1)).toBe(2)
    expect(() => cursor(3, 0, 0).count(1)).toThrow(garbled)
    expect(() => cursor(2, 0, 0).count(2)).toThrow(garbled)
  })
})
