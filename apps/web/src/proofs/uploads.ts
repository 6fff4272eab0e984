import type { PageDto } from '@proofroom/contract'
import { ApiProblem } from '../api.ts'
import { LARGEST_FILE, type UploadTarget, uploadPage } from './upload.ts'

export type Upload = {
  id: number
  version: string
  file: File
  sent: number
  state: 'waiting' | 'sending' | 'reading' | 'failed'
  /** Why it failed: the server's sentence, or a key of `proofs:upload`. */
  problem: { message: string; again: boolean } | { key: 'tooLarge' | 'empty' | 'lost' } | null
}

type Done = (page: PageDto) => void
type Job = { upload: Upload; target: UploadTarget; done: Done; stop: AbortController }

/**
 * Uploads live outside the screens, so they go on while the seller looks at something else.
 * One after the other: pages then stand in the order they were dropped.
 */
const jobs: Job[] = []
const listeners = new Set<() => void>()
let shown: readonly Upload[] = []
let busy = false
let nextId = 1

function tell(): void {
  shown = jobs.map((job) => job.upload)
  for (const listener of listeners) listener()
}

function change(job: Job, to: Partial<Upload>): void {
  job.upload = { ...job.upload, ...to }
  tell()
}

function forget(job: Job): void {
  const index = jobs.indexOf(job)
  if (index >= 0) jobs.splice(index, 1)
  tell()
}

/** What can be refused before a byte is sent. */
export function refusedBefore(file: Pick<File, 'size'>): Upload['problem'] {
  if (file.size > LARGEST_FILE) return { key: 'tooLarge' }
  return file.size === 0 ? { key: 'empty' } : null
}

async function run(job: Job): Promise<void> {
  change(job, { state: 'sending', sent: 0, problem: null })
  const { file } = job.upload
  const onProgress = (sent: number) => change(job, { sent, state: sent >= file.size ? 'reading' : 'sending' })
  try {
    job.done(await uploadPage(job.target, file, onProgress, job.stop.signal))
    forget(job)
  } catch (error) {
    if (job.stop.signal.aborted) return forget(job)
    change(job, { state: 'failed', problem: problemWith(error) })
  }
}

/** A file the server will not take is not worth sending again as it is; everything else is. */
function problemWith(error: unknown): NonNullable<Upload['problem']> {
  if (!(error instanceof ApiProblem) || error.message === '') return { key: 'lost' }
  return { message: error.message, again: error.status >= 500 || error.status === 429 || error.status === 408 }
}

async function work(): Promise<void> {
  if (busy) return
  busy = true
  for (let job = next(); job; job = next()) await run(job)
  busy = false
}

const next = () => jobs.find((job) => job.upload.state === 'waiting')

export function addUploads(target: UploadTarget, files: readonly File[], done: Done): void {
  for (const file of files) {
    const problem = refusedBefore(file)
    const state = problem ? 'failed' : 'waiting'
    const upload: Upload = { id: nextId++, version: target.version, file, sent: 0, state, problem }
    jobs.push({ upload, target, done, stop: new AbortController() })
  }
  tell()
  void work()
}

/** Stops one that runs, forgets one that waits or failed. */
export function cancelUpload(id: number): void {
  const job = jobs.find((one) => one.upload.id === id)
  if (!job) return
  job.stop.abort()
  if (job.upload.state === 'waiting' || job.upload.state === 'failed') forget(job)
}

export function retryUpload(id: number): void {
  const job = jobs.find((one) => one.upload.id === id)
  if (!job) return
  change(job, { state: 'waiting', problem: null })
  void work()
}

export const uploadStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  get: () => shown,
}
