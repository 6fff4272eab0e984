import { UploadRefused } from '../../platform/files/index.ts'
import type { PageSource } from './page.ts'

const TAKEN = 'A page may be a PNG, JPEG, WebP, AVIF or SVG'

export const notAnImage = (source: Pick<PageSource, 'declaredName' | 'declaredType'>) => {
  const claim = claimedKind(source)
  const start = claim
    ? `This file says it is ${claim} but is not one we can open.`
    : 'This file is not a picture we can open.'
  return new UploadRefused(
    'upload.not_an_image',
    415,
    `${start} ${TAKEN}: export it as one of these and drop it again.`,
  )
}

export const kindNotTaken = (kind: string) =>
  new UploadRefused(
    'upload.kind_not_taken',
    415,
    `This is ${kind}, which Proofroom cannot show yet. ${TAKEN}: export it as PNG and drop that.`,
  )

export const heic = () =>
  new UploadRefused(
    'upload.heic',
    415,
    'This is an iPhone photo in HEIC format, which not every browser can show. Share the photo as JPEG and drop that; for new photos, choose Settings → Camera → Formats → Most Compatible on the iPhone.',
  )

export const damaged = (kind: string) =>
  new UploadRefused(
    'upload.damaged',
    422,
    `This ${kind} is damaged or incomplete, so it cannot be shown as it was meant. Export it once more and drop the new file.`,
  )

export const tooManyPixels = (width: number, height: number, limit: number) =>
  new UploadRefused(
    'upload.too_many_pixels',
    422,
    `This picture is ${count(width)} × ${count(height)} pixels (${megapixels(width * height)} megapixels). A page may have up to ${megapixels(limit)} megapixels: export it smaller and drop it again.`,
  )

export const svgTooComplex = (found: string, limit: string) =>
  new UploadRefused(
    'upload.svg_too_complex',
    422,
    `This SVG has ${found}; up to ${limit} can be shown. Simplify it, or export it as PNG, and drop it again.`,
  )

export const svgEntities = () =>
  new UploadRefused(
    'upload.svg_entities',
    422,
    'This SVG defines entities that refer to other files or to each other, which is not safe to open. Export it as plain SVG or as PNG and drop it again.',
  )

export const tooSlow = (timeLimitMs: number) =>
  new UploadRefused(
    'upload.too_slow',
    422,
    `This file could not be opened within ${Math.round(timeLimitMs / 100) / 10} seconds. Export it simpler or smaller, for example as PNG, and drop it again.`,
  )

export const tooHeavy = () =>
  new UploadRefused(
    'upload.too_heavy',
    422,
    'Opening this file needs more memory than one page may use. Export it smaller, for example as PNG, and drop it again.',
  )

export const readerStopped = () =>
  new UploadRefused(
    'upload.reader_stopped',
    422,
    'This file could not be opened: reading it failed half-way. Drop it again, and if that fails too, export it as PNG and drop that.',
  )

export const busy = (waiting: number) =>
  new UploadRefused(
    'upload.busy',
    503,
    `${waiting} files are waiting to be prepared, so this one was not taken. Try again in a minute.`,
  )

export const closing = () =>
  new UploadRefused(
    'upload.closing',
    503,
    'The server is restarting, so this file was not finished. Drop it again in a minute.',
  )

const CLAIMS: Record<string, string> = {
  png: 'a PNG',
  apng: 'a PNG',
  jpg: 'a JPEG',
  jpeg: 'a JPEG',
  webp: 'a WebP',
  avif: 'an AVIF',
  svg: 'an SVG',
  'svg+xml': 'an SVG',
  gif: 'a GIF',
  heic: 'a HEIC photo',
  heif: 'a HEIC photo',
  pdf: 'a PDF',
}

/** In our words only: nothing the sender typed is repeated back. The name is what a person sees, so it goes first. */
function claimedKind({ declaredName, declaredType }: Pick<PageSource, 'declaredName' | 'declaredType'>) {
  const extension = declaredName?.split('.').pop()?.toLowerCase() ?? ''
  const subtype = declaredType?.split(';')[0]?.split('/').pop()?.trim().toLowerCase() ?? ''
  return CLAIMS[extension] ?? CLAIMS[subtype]
}

const count = (n: number) => n.toLocaleString('en')
const megapixels = (pixels: number) => count(Math.max(1, Math.ceil(pixels / 1_000_000)))
