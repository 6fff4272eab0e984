import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Metadata, type SharpInput, type SharpOptions, type WebpOptions } from 'sharp'
import { detectKind } from './kind.ts'
import { type Done, type Drawn, fileOf, type RenditionName, type Task } from './messages.ts'
import type { PageMediaType } from './page.ts'
import { damaged, tooManyPixels } from './refusals.ts'
import { type Size, withLongEdge } from './svg-size.ts'

const EDGE = { shown: 4096, preview: 1600, thumb: 320 }
/** A drawing has no pixels of its own; it is drawn at least this large, so that it can be looked at closely. */
const SVG_LEAST_EDGE = 2400

/**
 * What is signed keeps its detail; what comes first comes fast (low effort costs a few bytes and saves half the time).
 */
const WEBP: Record<RenditionName, WebpOptions> = {
  shown: { quality: 92, alphaQuality: 100, smartSubsample: true, effort: 2 },
  preview: { quality: 82, alphaQuality: 90, effort: 2 },
  thumb: { quality: 78, alphaQuality: 80, effort: 2 },
}

/** A decoded picture: upright, sRGB, eight bits, no metadata because there is nowhere to keep any. */
interface Decoded {
  data: Buffer
  info: { width: number; height: number; channels: 1 | 2 | 3 | 4 }
}

interface Opened {
  mediaType: PageMediaType
  input: SharpInput
  options: SharpOptions
  width: number
  height: number
  hasAlpha: boolean
}

/** Draws a page's three renditions. The preview is on disk, and reported, before the long work begins. */
export async function drawPage(task: Task, onPreview: (preview: Drawn) => void): Promise<Done> {
  const mediaType = await detectKind(task.path, task)
  const opened = mediaType === 'image/svg+xml' ? await openSvg(task) : await openRaster(task, mediaType)
  return { mediaType, ...sizeOf(opened), drawn: await drawAll(opened, task.outDir, onPreview) }
}

async function drawAll(opened: Opened, outDir: string, onPreview: (drawn: Drawn) => void) {
  // JPEG and WebP can be decoded at a fraction of their size; for the others one full decode serves all three.
  const shrinks = opened.mediaType === 'image/jpeg' || opened.mediaType === 'image/webp'
  const first = await decode(opened, shrinks ? EDGE.preview : EDGE.shown)
  const preview = await draw(first, 'preview', outDir)
  onPreview(preview)
  const thumb = await draw(first, 'thumb', outDir)
  const shown = await draw(shrinks ? await decode(opened, EDGE.shown) : first, 'shown', outDir)
  return { shown, preview, thumb }
}

async function openRaster(task: Task, mediaType: PageMediaType): Promise<Opened> {
  const header = await readHeader(task.path, mediaType)
  const { width, height } = header.autoOrient
  if (width * height > task.pixelLimit) throw tooManyPixels(width, height, task.pixelLimit)
  const options: SharpOptions = { failOn: 'error', limitInputPixels: task.pixelLimit }
  return { mediaType, input: task.path, options, width, height, hasAlpha: header.hasAlpha }
}

/** The header alone, however many pixels it claims: the claim is what the refusal has to name. */
async function readHeader(path: string, mediaType: PageMediaType): Promise<Metadata> {
  const header = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw damaged(NAMES[mediaType])
    })
  if (header.format !== FORMATS[mediaType]) throw damaged(NAMES[mediaType])
  return header
}

async function openSvg(task: Task): Promise<Opened> {
  // jsdom is by far the heaviest parser here, so only a drawing loads it.
  const { cleanSvg } = await import('./svg.ts')
  const drawing = cleanSvg(await readFile(task.path))
  const natural = drawing.natural ?? (await extent(drawing.at({ width: 300, height: 150 })))
  const size = withLongEdge(natural, SVG_LEAST_EDGE, EDGE.shown)
  // At 96 dpi a millimetre inside the drawing is a CSS millimetre; libvips then enlarges everything by 96/72.
  const svg = drawing.at({ width: size.width * 0.75, height: size.height * 0.75 })
  const options: SharpOptions = { density: 96, limitInputPixels: task.pixelLimit }
  return { mediaType: 'image/svg+xml', input: Buffer.from(svg), options, ...size, hasAlpha: true }
}

/** A drawing that names no size at all gets a browser's default. */
async function extent(svg: string): Promise<Size> {
  const { width, height } = await sharp(Buffer.from(svg)).metadata()
  return { width, height }
}

async function decode({ input, options, mediaType }: Opened, edge: number): Promise<Decoded> {
  const { data, info } = await sharp(input, options)
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw damaged(NAMES[mediaType])
    })
  return { data, info }
}

async function draw({ data, info }: Decoded, name: RenditionName, outDir: string): Promise<Drawn> {
  const { width, height, channels } = info
  const webp = await sharp(data, { raw: { width, height, channels } })
    .resize({ width: EDGE[name], height: EDGE[name], fit: 'inside', withoutEnlargement: true })
    .webp(WEBP[name])
    .toBuffer({ resolveWithObject: true })
  await writeFile(join(outDir, fileOf(name)), webp.data, { flag: 'wx', mode: 0o600 })
  return { width: webp.info.width, height: webp.info.height }
}

const sizeOf = ({ width, height, hasAlpha }: Opened) => ({ width, height, hasAlpha })

const FORMATS: Record<PageMediaType, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/avif': 'heif',
  'image/svg+xml': 'svg',
}

const NAMES: Record<PageMediaType, string> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/webp': 'WebP',
  'image/avif': 'AVIF',
  'image/svg+xml': 'SVG',
}
