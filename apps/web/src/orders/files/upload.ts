import type { OrderFileListDto } from '@proofroom/contract'
import { ApiProblem, newKey, problemOf } from '../../api.ts'

/** One file as the body of one request. Answers with all files of the order. */
export async function uploadFile(shop: string, order: string, file: File): Promise<OrderFileListDto> {
  const response = await fetch(`/api/s/${shop}/orders/${order}/files`, {
    method: 'POST',
    headers: {
      'Content-Type': file.type || 'application/octet-stream',
      'X-File-Name': encodeURIComponent(file.name),
      'Idempotency-Key': newKey(),
    },
    credentials: 'same-origin',
    body: file,
  }).catch(() => {
    throw new ApiProblem({ code: 'network', message: '' }, 0)
  })
  const text = await response.text()
  if (!response.ok) throw problemOf(response.status, text)
  return JSON.parse(text) as OrderFileListDto
}
