import { describe, expect, it } from 'vitest'
import { moved } from './page-order.ts'
import { LARGEST_FILE } from './upload.ts'
import { refusedBefore } from './uploads.ts'

describe('moving a page', () => {
  it('puts it where it was dropped, forwards and backwards', () => {
    expect(moved(['front', 'back', 'detail'], 0, 2)).toEqual(['back', 'detail', 'front'])
    expect(moved(['front', 'back', 'detail'], 2, 0)).toEqual(['detail', 'front', 'back'])
    expect(moved(['front', 'back'], 1, 1)).toEqual(['front', 'back'])
  })

  it('stops at the ends, and never loses a page', () => {
    expect(moved(['front', 'back'], 0, -1)).toEqual(['front', 'back'])
    expect(moved(['front', 'back'], 0, 9)).toEqual(['back', 'front'])
    expect(moved(['front', 'back'], 7, 0)).toEqual(['front', 'back'])
  })
})

describe('a file that needs no sending to be refused', () => {
  it('is empty, or larger than a page may be', () => {
    expect(refusedBefore({ size: 0 })).toEqual({ key: 'empty' })
    expect(refusedBefore({ size: LARGEST_FILE + 1 })).toEqual({ key: 'tooLarge' })
    expect(refusedBefore({ size: LARGEST_FILE })).toBeNull()
  })
})
