import type { PageDto } from '@proofroom/contract'
import { ApiProblem, newKey, problemOf } from '../api.ts'
import { proofPath } from './api.ts'

export const LARGEST_FILE = 100_000_000

export type UploadTarget = { shop: string; proof: string; version: string }
type Progress = (sent: number) => void

/** One file as the body of one request, with the progress that fetch cannot tell. Aborting rejects with AbortError. */
export function uploadPage(
  target: UploadTarget,
  file: File,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<PageDto> {
  const { shop, proof, version } = target
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${proofPath(shop, proof)}/versions/${version}/pages`)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name))
    request.setRequestHeader('Idempotency-Key', newKey())
    request.upload.onprogress = (event) => onProgress(event.loaded)
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as PageDto)
      else reject(problemOf(request.status, request.responseText))
    }
    request.onerror = () => reject(new ApiProblem({ code: 'network', message: '' }, 0))
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
