import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import type { PageMediaType, PageSource } from './page.ts'
import { heic, kindNotTaken, notAnImage } from './refusals.ts'
import { looksLikeSvg } from './svg-text.ts'

const HEAD_BYTES = 64 * 1024

const TAKEN: Record<string, PageMediaType> = {
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/webp': 'image/webp',
  'image/avif': 'image/avif',
}

/** Kinds a maker is likely to have and we cannot show yet: named, so that the answer is about their file. */
const KNOWN: Record<string, string> = {
  'application/pdf': 'a PDF',
  'application/postscript': 'an EPS or PostScript file',
  'application/eps': 'an EPS file',
  'application/zip': 'a ZIP archive',
  'image/gif': 'a GIF',
  'image/bmp': 'a BMP picture',
  'image/tiff': 'a TIFF picture',
  'image/vnd.adobe.photoshop': 'a Photoshop file',
  'image/jxl': 'a JPEG XL picture',
  'image/jp2': 'a JPEG 2000 picture',
  'image/x-icon': 'an icon file',
  'image/x-adobe-dng': 'a raw photo',
  'image/x-canon-cr2': 'a raw photo',
  'image/x-canon-cr3': 'a raw photo',
  'image/x-nikon-nef': 'a raw photo',
  'image/x-sony-arw': 'a raw photo',
  'model/gltf-binary': 'a 3D model',
  'video/mp4': 'a video',
  'video/quicktime': 'a video',
  'video/webm': 'a video',
}

/** What a file really is, by its bytes alone; what it claims to be only colours the refusal. */
export async function detectKind(path: string, source: PageSource): Promise<PageMediaType> {
  const head = await readHead(path)
  if (looksLikeSvg(head)) return 'image/svg+xml'
  const mime = (await fileTypeFromFile(path))?.mime ?? ''
  const taken = TAKEN[mime] ?? (mime.startsWith('image/hei') && namesAvif(head) ? 'image/avif' : undefined)
  if (taken) return taken
  if (mime.startsWith('image/hei')) throw heic()
  const known = KNOWN[mime]
  throw known ? kindNotTaken(known) : notAnImage(source)
}

/** Some encoders write the general brand `mif1` first and say AVIF only among the compatible brands. */
function namesAvif(head: Buffer) {
  const brands = head.subarray(8, Math.min(head.readUInt32BE(0), 256)).toString('latin1')
  return /^(.{4})*avi[fs]/s.test(brands)
}

async function readHead(path: string) {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
  return buffer.subarray(0, bytesRead)
}
