import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { barrier } from './embedded-account.ts'

const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 }
let top: string

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'proofroom-account-'))
  chmodSync(top, 0o755)
  mkdirSync(join(top, 'home/data'), { recursive: true })
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

test('names the first folder that the account may not pass', () => {
  expect(barrier(join(top, 'home/data'), stranger)).toBeUndefined()
  chmodSync(join(top, 'home'), 0o700)
  expect(barrier(join(top, 'home/data'), stranger)).toBe(join(top, 'home'))
})

test('a folder not made yet is no barrier, and without another account nothing is', () => {
  expect(barrier(join(top, 'home/data/later'), stranger)).toBeUndefined()
  chmodSync(join(top, 'home'), 0o700)
  expect(barrier(join(top, 'home/data'), undefined)).toBeUndefined()
})
