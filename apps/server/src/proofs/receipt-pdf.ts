import type { ReceiptDto } from '@proofroom/contract'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import type { StoredFile } from '../platform/files/index.ts'
import type { Receipt } from './receipts.ts'

const INK = '#1c1a17'
const INK_2 = '#55514a'
const LINE = '#e1ddd4'
const GREEN = '#185a3b'
const MARGIN = 56
const PICTURE_HEIGHT = 280

type OpenFile = (hash: string) => Promise<StoredFile | undefined>

/** One tagged A4 page to keep: picture, what was read back, name, time, and the fingerprint of what was signed. */
export async function drawReceipt({ dto, pages }: Receipt, open: OpenFile): Promise<Buffer> {
  // What was removed is shown no more, though its bytes may still be waiting for their turn.
  const picture = pages[0] && !dto.removedAt ? await readPicture(pages[0].previewHash, open) : undefined
  const title = `Proof ${dto.decision.versionNumber} of ${dto.title}`
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    tagged: true,
    lang: dto.locale,
    displayTitle: true,
    info: { Title: title, Author: dto.shopName },
  })
  const done = collect(doc)
  heading(doc, dto)
  if (picture) placePicture(doc, picture, title)
  readBack(doc, dto)
  signature(doc, dto)
  doc.end()
  return done
}

async function readPicture(hash: string, open: OpenFile): Promise<Buffer | undefined> {
  const file = await open(hash)
  if (!file) return undefined
  try {
    const bytes = Buffer.from(await new Response(file.stream()).arrayBuffer())
    // PDF knows no WebP.
    return await sharp(bytes).flatten({ background: '#ffffff' }).jpeg({ quality: 88 }).toBuffer()
  } catch (error) {
    const isErasedMeanwhile = !(await open(hash))
    if (isErasedMeanwhile) return undefined
    throw error
  }
}

function heading(doc: PDFKit.PDFDocument, dto: ReceiptDto): void {
  doc.font('Helvetica').fontSize(10).fillColor(INK_2).text(`${dto.shopName}, order ${dto.orderLabel}`)
  doc.moveDown(0.6).font('Times-Roman').fontSize(26).fillColor(INK).text('Agreed and signed')
  doc
    .font('Helvetica')
    .fontSize(12)
    .fillColor(INK_2)
    .text(`${dto.title}, proof ${dto.decision.versionNumber}`)
    .moveDown(1)
}

function placePicture(doc: PDFKit.PDFDocument, picture: Buffer, alt: string): void {
  const width = doc.page.width - 2 * MARGIN
  const { y } = doc
  const draw = () => doc.image(picture, MARGIN, y, { fit: [width, PICTURE_HEIGHT], align: 'center' })
  // A figure that is not added to the document keeps it from ever ending.
  doc.addStructure(doc.struct('Figure', { alt }, draw))
  doc.rect(MARGIN, y, width, PICTURE_HEIGHT).lineWidth(0.5).stroke(LINE)
  doc.y = y + PICTURE_HEIGHT + 18
  doc.x = MARGIN
}

function readBack(doc: PDFKit.PDFDocument, { decision }: ReceiptDto): void {
  for (const { name, value } of decision.readBack) {
    doc.font('Helvetica').fontSize(9).fillColor(INK_2).text(name)
    doc.font('Helvetica-Bold').fontSize(12).fillColor(INK).text(value).moveDown(0.5)
  }
}

function signature(doc: PDFKit.PDFDocument, { decision, locale, timezone, removedAt }: ReceiptDto): void {
  const day = (iso: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: timezone }).format(new Date(iso))
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: timezone }).format(
    new Date(decision.at),
  )
  doc
    .moveDown(0.5)
    .font('Helvetica')
    .fontSize(11)
    .fillColor(INK)
    .text(decision.intent ?? '')
  doc
    .moveDown(0.6)
    .font('Times-Italic')
    .fontSize(24)
    .fillColor(GREEN)
    .text(decision.signedName ?? '')
  doc.font('Helvetica').fontSize(10).fillColor(INK_2).text(`Signed ${at} (${timezone})`)
  if (removedAt)
    doc.text(
      `Names, words and pictures were removed on ${day(removedAt)}. The fingerprint and the date stay as signed.`,
    )
  doc.moveDown(0.8).fontSize(8).text(`Fingerprint of what was signed (SHA-256): ${decision.contentHash}`)
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
}
