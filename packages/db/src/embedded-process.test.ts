import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { isAlive, lifeOf } from './embedded-process.ts'

test('a zombie counts as gone', async () => {
  // The shell becomes a sleep that never collects the child it was born with.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = await once(parent.stdout, 'data')
  const zombie = Number(String(line))
  await vi.waitFor(() => expect(lifeOf(zombie)).toBeUndefined(), 5_000)
  expect(() => process.kill(zombie, 0)).not.toThrow()
  parent.kill('SIGKILL')
})

test('two lives are told apart, and one is the same each time it is asked', async () => {
  const other = spawn('sleep', ['60'])
  await once(other, 'spawn')
  expect(lifeOf(process.pid)).toBe(lifeOf(process.pid))
  expect(lifeOf(other.pid!)).not.toBe(lifeOf(process.pid))
  const gone = once(other, 'exit')
  other.kill('SIGKILL')
  await gone
  expect(isAlive(other.pid!)).toBe(false)
})
