/**
 * An upload we will not take, told so that the person who dropped it knows what to do next.
 * `code` is stable for programs, `sentence` is for people, `status` is the HTTP answer.
 */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused'
  readonly code: string
  readonly status: number
  readonly sentence: string

  constructor(code: string, status: number, sentence: string) {
    super(sentence)
    this.code = code
    this.status = status
    this.sentence = sentence
  }
}

/** "400 MB", "1.5 MB", "12 KB": decimal units, as a phone or a file manager shows them. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 1_000_000) return `${trim(bytes / 1000)} KB`
  return `${trim(bytes / 1_000_000)} MB`
}

/** Rounds up, so that a file just over a limit is never told to be exactly the limit. */
const trim = (n: number) => String(n < 10 ? Math.ceil(n * 10) / 10 : Math.ceil(n))

export const tooLarge = (bytes: number, limit: number) =>
  new UploadRefused(
    'upload.too_large',
    413,
    `This file is ${sizeInWords(bytes)}. A page may be up to ${sizeInWords(limit)}: export it smaller and drop it again.`,
  )

/** For a body whose length was not announced: we stopped reading, so its real size is not known. */
export const tooLargeMidway = (limit: number) =>
  new UploadRefused(
    'upload.too_large',
    413,
    `This file is larger than ${sizeInWords(limit)}, the most a page may be: export it smaller and drop it again.`,
  )

export const empty = () =>
  new UploadRefused(
    'upload.empty',
    422,
    'This file is empty (0 bytes). Save or export it once more and drop the new copy.',
  )

export const incomplete = (arrived: number, announced: number) =>
  new UploadRefused(
    'upload.incomplete',
    400,
    `Only ${sizeInWords(arrived)} of ${sizeInWords(announced)} arrived. Check the connection and drop the file again.`,
  )

export const noSpace = () =>
  new UploadRefused(
    'upload.no_space',
    507,
    'The server has no room left on its disk, so this file was not kept. Tell whoever runs Proofroom, then drop it again.',
  )
