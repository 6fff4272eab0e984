import { createReadStream, mkdtempSync, type ReadStream, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asWebStream } from './web-stream.ts'

let folder: string
let path: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'proofroom-stream-'))
  path = join(folder, 'file')
  writeFileSync(path, Buffer.alloc(1_000_000, 7))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sources: ReadStream[] = []
async function* readFile() {
  const source = createReadStream(path)
  sources.push(source)
  yield* source
}

test('who reads to the end has it whole', async () => {
  const bytes = await new Response(asWebStream(readFile())).bytes()
  expect(bytes.length).toBe(1_000_000)
  expect(bytes.every((one) => one === 7)).toBe(true)
})

test('who goes away while asking for more leaves nothing behind that throws, nor the file open', async () => {
  const thrown: unknown[] = []
  const hear = (error: unknown) => thrown.push(error)
  const before = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException').on('uncaughtException', hear)
  try {
    for (let time = 0; time < 120; time++) {
      const reader = asWebStream(readFile()).getReader()
      for (let read = 0; read < time % 6; read++) await reader.read()
      // Meanwhile more of it was read than was asked for.
      for (let turn = 0; turn < 20; turn++) await setImmediate()
      void reader.read().catch(() => undefined)
      await reader.cancel().catch(() => undefined)
      await setImmediate()
    }
    await setImmediate()
  } finally {
    process.removeAllListeners('uncaughtException')
    for (const one of before) process.on('uncaughtException', one)
  }
  expect(thrown).toEqual([])
  await vi.waitFor(() => expect(sources.filter(({ closed }) => !closed)).toEqual([]))
})
