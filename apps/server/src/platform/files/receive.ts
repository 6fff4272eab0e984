import { empty, incomplete, tooLarge, tooLargeMidway } from './refusals.ts'
import { discard, type TempFile, writeTemp } from './temp.ts'

/** 100 MB. */
export const UPLOAD_LIMIT = 100_000_000

export interface Upload {
  /** What the Content-Length header says, if it says anything. Believed for refusing, never for accepting. */
  contentLength?: number
  /** Bytes; 100 MB unless told. */
  limit?: number
  /** `store.incoming`, so that the store can adopt the file without copying it. */
  tmpDir: string
  onProgress?: (received: number) => void
  signal?: AbortSignal
}

/**
 * Streams a request's body into a temp file. Whatever goes wrong (too large, empty, cut off, aborted, disk full)
 * nothing is left on disk; what the sender can act on is an UploadRefused, an abort is the signal's own reason.
 */
export async function receiveUpload(body: ReadableStream<Uint8Array> | null, upload: Upload): Promise<TempFile> {
  const { contentLength, limit = UPLOAD_LIMIT, tmpDir, onProgress, signal } = upload
  // A request without any body at all, as a Request shows it.
  if (!body) throw empty()
  if (contentLength !== undefined && contentLength > limit) {
    // Not awaited and not read: the answer leaves while the sender is still at its first bytes.
    void body.cancel().catch(() => {})
    throw tooLarge(contentLength, limit)
  }
  const file = await writeTemp(tmpDir, interruptible(body, signal), (received) => {
    if (received > limit) throw tooLargeMidway(limit)
    onProgress?.(received)
  })
  try {
    if (contentLength !== undefined && file.size < contentLength) throw incomplete(file.size, contentLength)
    if (file.size === 0) throw empty()
    return file
  } catch (refusal) {
    await discard(file.path)
    throw refusal
  }
}

/** Reads the body so that an abort ends a read that is waiting for bytes which never come. */
async function* interruptible(body: ReadableStream<Uint8Array>, signal?: AbortSignal) {
  const reader = body.getReader()
  const stop = () => void reader.cancel(signal?.reason).catch(() => {})
  signal?.addEventListener('abort', stop, { once: true })
  try {
    signal?.throwIfAborted()
    for (;;) {
      const { done, value } = await reader.read()
      signal?.throwIfAborted()
      if (done) return
      yield value
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}
