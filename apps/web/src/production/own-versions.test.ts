import { expect, test } from 'vitest'
import { OwnVersions } from './own-versions.ts'

const card = (version: number) => [{ id: 'ruth', version }]

test('a second change names what the first one made, though the board still shows the version before it', () => {
  const versions = new OwnVersions()
  versions.begin(card(3))
  versions.changed(card(4))
  versions.end(card(3))
  expect(versions.named(card(3))).toEqual(card(4))
})

test('what somebody else changed and this person saw is named as they saw it', () => {
  const versions = new OwnVersions()
  versions.changed(card(4))
  expect(versions.named(card(6))).toEqual(card(6))
})

test('a change after a refused one does not step over what refused it', () => {
  const versions = new OwnVersions()
  versions.begin(card(3))
  versions.begin(card(3))
  versions.refused(card(7))
  versions.end(card(3))
  expect(versions.named(card(3))).toEqual(card(3))
})

test('known is what is under way and what answered it, and nothing after that', () => {
  const versions = new OwnVersions()
  expect(versions.isKnown({ id: 'ruth', version: 3 })).toBe(false)
  versions.begin(card(3))
  expect(versions.isKnown({ id: 'ruth', version: 9 })).toBe(true)
  versions.changed(card(4))
  expect(versions.end(card(3))).toEqual(['ruth'])
  expect(versions.isKnown({ id: 'ruth', version: 4 })).toBe(true)
  expect(versions.isKnown({ id: 'ruth', version: 5 })).toBe(false)
})

test('a card is done with when the last of its changes is', () => {
  const versions = new OwnVersions()
  versions.begin(card(3))
  versions.begin(card(3))
  expect(versions.end(card(3))).toEqual([])
  expect(versions.end(card(3))).toEqual(['ruth'])
})
