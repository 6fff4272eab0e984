import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { noise, solid } from './corpus.ts'
import { ingestForTests } from './testing.ts'

const photo = await noise(6000, 4000).jpeg({ quality: 90 }).toBuffer()
const small = await solid(60, 40, { r: 1, g: 2, b: 3 })

const SERVER = `
  import { createIngest } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
  import { tmpdir } from 'node:os'
  createIngest({ tmpDir: tmpdir(), onWorker: ({ pid }) => console.log(pid) })
  setInterval(() => {}, 1000)`

function isRunning(pid: number) {
  try {
    process.kill(pid, 0)
    // A process nobody has waited for yet still answers; it is dead all the same.
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

describe('a reader process', () => {
  const { events, ingestBytes, refusalOf, leftovers } = ingestForTests()
  const ends = () => events.filter(({ kind }) => kind === 'ended')
  const running = () => events.filter(({ kind }) => kind === 'started').at(-1)?.pid as number

  it('killed at work is told in a sentence, replaced, and the next file is fine', async () => {
    const killed = running()
    const refusal = await refusalOf(photo, { onPreview: () => process.kill(killed, 'SIGKILL') })
    expect(refusal).toMatchObject({ code: 'upload.reader_stopped', status: 422 })
    expect(refusal.sentence).toContain('Drop it again')
    expect(ends()).toEqual([{ kind: 'ended', pid: killed, how: 'SIGKILL' }])
    expect(running()).not.toBe(killed)
    expect(await leftovers()).toEqual([])
    await (await ingestBytes(small)).discard()
  })

  it('killed while idle is started again when needed', async () => {
    const before = ends().length
    process.kill(running(), 'SIGKILL')
    await vi.waitFor(() => expect(ends().length).toBe(before + 1), 5000)
    await (await ingestBytes(small)).discard()
  })

  it('ends with an aborted upload, whose reason is passed on', async () => {
    const abort = new AbortController()
    const aborted = ingestBytes(photo, { signal: abort.signal, onPreview: () => abort.abort(new Error('cancelled')) })
    await expect(aborted).rejects.toThrow('cancelled')
    expect(await leftovers()).toEqual([])
    await expect(ingestBytes(small, { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before')
    await (await ingestBytes(small)).discard()
  })

  it('failing the listener of the preview fails that page only', async () => {
    const failed = ingestBytes(small, {
      onPreview: () => {
        throw new Error('listener')
      },
    })
    await expect(failed).rejects.toThrow('listener')
    expect(await leftovers()).toEqual([])
    await (await ingestBytes(small)).discard()
  })

  it('serves many files at once, in turn', async () => {
    const pages = await Promise.all(Array.from({ length: 12 }, () => ingestBytes(small)))
    expect(new Set(pages.map(({ shown }) => shown.hash)).size).toBe(1)
    expect(new Set(pages.map(({ shown }) => shown.path)).size).toBe(12)
    await Promise.all(pages.map((page) => page.discard()))
  })

  it.runIf(process.platform === 'linux')('knows nothing of the server’s secrets', async () => {
    const environment = await readFile(`/proc/${running()}/environ`, 'latin1')
    const names = environment.split('\0').map((line) => line.split('=')[0])
    const allowed = [
      '',
      'PATH',
      'HOME',
      'TMPDIR',
      'LANG',
      'LC_ALL',
      'TZ',
      'FONTCONFIG_PATH',
      'FONTCONFIG_FILE',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ]
    expect(names.filter((name) => !allowed.includes(name ?? ''))).toEqual([])
  })
})

describe('a server that is killed', () => {
  it('leaves no reader process behind', async () => {
    const server = spawn(process.execPath, ['--input-type=module', '--eval', SERVER], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = await once(server.stdout, 'data')
    const reader = Number(String(line))
    expect(isRunning(reader)).toBe(true)
    server.kill('SIGKILL')
    await vi.waitFor(() => expect(isRunning(reader)).toBe(false), 10_000)
  })
})

describe('a limit of time', () => {
  const { ingestBytes, refusalOf, leftovers } = ingestForTests({ timeLimitMs: 400 })

  it('ends what takes too long, with the number of seconds, and goes on with the next', async () => {
    const refusal = await refusalOf(photo)
    expect(refusal).toMatchObject({ code: 'upload.too_slow', status: 422 })
    expect(refusal.sentence).toContain('within 0.4 seconds')
    expect(await leftovers()).toEqual([])
    // Again until it works: on a busy machine starting the new process may itself take longer than this limit.
    await vi.waitFor(() => ingestBytes(small).then((page) => page.discard()), 20_000)
  })
})

describe('a limit of memory', () => {
  const { refusalOf, leftovers, events } = ingestForTests({ memoryLimit: 120_000_000 })

  it('ends what takes too much', async () => {
    const refusal = await refusalOf(photo)
    expect(refusal).toMatchObject({ code: 'upload.too_heavy', status: 422 })
    expect(await leftovers()).toEqual([])
    await vi.waitFor(() => expect(events.map(({ kind }) => kind)).toEqual(['started', 'ended', 'started']), 5000)
  })
})

describe('a limit of waiting', () => {
  const { ingest, ingestBytes, leftovers } = ingestForTests({ waitingLimit: 2 })

  it('refuses a file when too many wait, and closing refuses those who do', async () => {
    const files = Array.from({ length: 4 }, () =>
      ingestBytes(photo).then(
        () => 'done',
        (error) => error.code,
      ),
    )
    expect(await Promise.race(files)).toBe('upload.busy')
    ingest().close()
    const codes = await Promise.all(files)
    expect(codes.sort()).toEqual(['upload.busy', 'upload.closing', 'upload.closing', 'upload.reader_stopped'])
    expect(await leftovers()).toEqual([])
    await expect(ingestBytes(small)).rejects.toMatchObject({ code: 'upload.closing' })
  })
})
