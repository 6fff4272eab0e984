import { AppError } from '../platform/errors.ts'
import { LARGEST_FILE } from './imports.ts'

const tooLarge = () =>
  new AppError(
    413,
    'import.too_large',
    'This file is larger than 20 MB. Split it in two and bring one after the other.',
  )

/** The file in a request's body, which is refused as soon as it is too large. */
export async function receiveFile(request: Request): Promise<{ name: string; bytes: Uint8Array }> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_FILE) {
    void request.body?.cancel().catch(() => {})
    throw tooLarge()
  }
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body ?? []) {
    size += piece.byteLength
    if (size > LARGEST_FILE) throw tooLarge()
    pieces.push(piece)
  }
  if (size === 0) throw new AppError(422, 'import.empty_file', 'This file is empty. Choose another one.')
  return { name: nameOf(request.headers.get('x-file-name') ?? ''), bytes: Buffer.concat(pieces) }
}

/** Percent-encoded; what is not decodable is only a name. */
function nameOf(header: string): string {
  let name = header
  try {
    name = decodeURIComponent(header)
  } catch {}
  return name.replaceAll(String.fromCharCode(0), '').toWellFormed().slice(0, 200) || 'orders.csv'
}
