import { expect, it } from 'vitest'
import { isLateWrite } from './late-write.ts'

const thrownIn = (file: string) => {
  const error = new TypeError("Cannot read properties of null (reading 'write')")
  error.stack = `${error.message}\n    at Immediate.nextWrite (file:///app/node_modules/${file}:255:22)`
  return error
}

it('knows the write that comes too late, and nothing else', () => {
  expect(isLateWrite(thrownIn('postgres/src/connection.js'))).toBe(true)
  expect(isLateWrite(thrownIn('other/src/connection.js'))).toBe(false)
  expect(isLateWrite(new TypeError('Cannot read properties of undefined'))).toBe(false)
  expect(isLateWrite('a string')).toBe(false)
  expect(isLateWrite(null)).toBe(false)
  const { name, message, stack } = thrownIn('postgres/src/connection.js')
  expect(isLateWrite({ name, message, stack })).toBe(true)
})
