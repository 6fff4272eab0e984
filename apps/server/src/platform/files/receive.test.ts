import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { serve } from '@hono/node-server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { receiveUpload } from './receive.ts'
import { UploadRefused } from './refusals.ts'

let tmpDir: string
beforeEach(async () => {
  tmpDir = await mkdtemp(join(tmpdir(), 'proofroom-receive-'))
})
afterEach(() => rm(tmpDir, { recursive: true, force: true }))

const bodyOf = (...chunks: Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })

const refusalOf = (received: Promise<unknown>): Promise<UploadRefused> =>
  received.then(
    () => expect.unreachable('should have been refused'),
    (error) => {
      expect(error).toBeInstanceOf(UploadRefused)
      return error
    },
  )

describe('receiving an upload', () => {
  it('writes the bytes to a temp file, measured, and tells how far it is', async () => {
    const bytes = randomBytes(200_000)
    const seen: number[] = []
    const file = await receiveUpload(bodyOf(bytes.subarray(0, 150_000), bytes.subarray(150_000)), {
      tmpDir,
      contentLength: 200_000,
      onProgress: (received) => seen.push(received),
    })
    expect(await readFile(file.path)).toEqual(bytes)
    expect(file.size).toBe(200_000)
    expect(file.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(seen).toEqual([150_000, 200_000])
  })

  it('refuses 400 MB from the header, without reading a byte', async () => {
    const pull = vi.fn()
    const cancel = vi.fn()
    const body = new ReadableStream<Uint8Array>({ pull, cancel }, { highWaterMark: 0 })
    const refusal = await refusalOf(receiveUpload(body, { tmpDir, contentLength: 400_000_000 }))
    expect(refusal).toMatchObject({ code: 'upload.too_large', status: 413 })
    expect(refusal.sentence).toBe(
      'This file is 400 MB. A page may be up to 100 MB: export it smaller and drop it again.',
    )
    expect(pull).not.toHaveBeenCalled()
    expect(cancel).toHaveBeenCalled()
    expect(await readdir(tmpDir)).toEqual([])
  })

  it('takes a file of exactly the limit, and not one byte more', async () => {
    const limit = 1000
    expect(await receiveUpload(bodyOf(Buffer.alloc(1000)), { tmpDir, limit, contentLength: 1000 })).toHaveProperty(
      'size',
      1000,
    )
    const refusal = await refusalOf(receiveUpload(bodyOf(Buffer.alloc(1)), { tmpDir, limit, contentLength: 1001 }))
    expect(refusal.sentence).toContain('This file is 1.1 KB. A page may be up to 1 KB')
  })

  it('stops in the middle when a body without a length, or with a lying one, grows too large', async () => {
    for (const contentLength of [undefined, 10]) {
      let pulled = 0
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled++
          controller.enqueue(Buffer.alloc(1000))
        },
      })
      const refusal = await refusalOf(receiveUpload(endless, { tmpDir, limit: 10_000, contentLength }))
      expect(refusal).toMatchObject({ code: 'upload.too_large', status: 413 })
      expect(pulled).toBeLessThan(15)
      expect(await readdir(tmpDir)).toEqual([])
    }
  })

  it('refuses an empty file', async () => {
    for (const body of [bodyOf(), bodyOf(new Uint8Array(0)), null]) {
      const refusal = await refusalOf(receiveUpload(body, { tmpDir, contentLength: body ? undefined : 0 }))
      expect(refusal).toMatchObject({ code: 'upload.empty', status: 422 })
      expect(refusal.sentence).toContain('0 bytes')
    }
    expect(await readdir(tmpDir)).toEqual([])
  })

  it('refuses a body that ended early, with both numbers', async () => {
    const refusal = await refusalOf(receiveUpload(bodyOf(Buffer.alloc(2000)), { tmpDir, contentLength: 5000 }))
    expect(refusal).toMatchObject({ code: 'upload.incomplete', status: 400 })
    expect(refusal.sentence).toContain('Only 2 KB of 5 KB arrived')
    expect(await readdir(tmpDir)).toEqual([])
  })

  it('leaves nothing when the connection breaks', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(Buffer.alloc(5000))
        controller.error(new Error('socket hang up'))
      },
    })
    await expect(receiveUpload(body, { tmpDir })).rejects.toThrow('socket hang up')
    expect(await readdir(tmpDir)).toEqual([])
  })

  it('ends an upload that waits for bytes when it is aborted, and leaves nothing', async () => {
    const abort = new AbortController()
    const cancel = vi.fn()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.alloc(5000)),
      cancel,
    })
    const received = receiveUpload(body, {
      tmpDir,
      signal: abort.signal,
      onProgress: () => setImmediate(() => abort.abort(new Error('the person cancelled'))),
    })
    await expect(received).rejects.toThrow('the person cancelled')
    expect(cancel).toHaveBeenCalled()
    expect(await readdir(tmpDir)).toEqual([])
  })

  it('does not begin when it was aborted before', async () => {
    const signal = AbortSignal.abort(new Error('too late'))
    await expect(receiveUpload(bodyOf(Buffer.alloc(10)), { tmpDir, signal })).rejects.toThrow('too late')
    expect(await readdir(tmpDir)).toEqual([])
  })

  it('answers over a real connection before any of 400 MB is sent', async () => {
    const server = serve({ port: 0, hostname: '127.0.0.1', fetch: answerUpload })
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const upload = request({ port, host: '127.0.0.1', method: 'POST', headers: { 'content-length': 400_000_000 } })
    upload.on('error', () => {})
    upload.flushHeaders()
    const [answer] = (await once(upload, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(413)
    expect(await text(answer)).toContain('This file is 400 MB.')
    upload.destroy()
    server.close()
  })
})

/** As a route would: the refusal's own status and sentence. */
async function answerUpload(incoming: Request): Promise<Response> {
  const contentLength = Number(incoming.headers.get('content-length'))
  const refusal = await refusalOf(receiveUpload(incoming.body, { tmpDir, contentLength }))
  return new Response(refusal.sentence, { status: refusal.status })
}
