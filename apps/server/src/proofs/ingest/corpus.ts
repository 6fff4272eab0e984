/** Files for the tests, made on the spot: what a shop drops in, and what somebody hostile might. */
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

type Colour = { r: number; g: number; b: number; alpha?: number }

/** A photo as a phone writes it: stored sideways with an orientation to undo that, and the place it was taken. */
export async function phonePhoto(width = 6000, height = 4000): Promise<Buffer> {
  // Red on the left and blue on the right as stored; upright (turned a quarter clockwise) red is on top.
  const half = (r: number, b: number) => solid(Math.floor(width / 2), height, { r, g: 0, b })
  return sharp(await solid(width, height, { r: 0, g: 0, b: 0 }))
    .composite([
      { input: await half(255, 0), left: 0, top: 0 },
      { input: await half(0, 255), left: Math.ceil(width / 2), top: 0 },
    ])
    .withExif({
      IFD0: { Make: 'Proofphone', Orientation: '6' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 30/1 3230/100',
        GPSLongitudeRef: 'W',
        GPSLongitude: '0/1 7/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 88 })
    .toBuffer()
}

export const solid = (width: number, height: number, background: Colour) =>
  sharp({ create: { width, height, channels: background.alpha === undefined ? 3 : 4, background } })
    .png()
    .toBuffer()

/** Incompressible, so that a cut-off copy really lacks pixels. */
export const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })

export const svg = (inside: string, attributes = 'width="400" height="200"') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  )

/** `ftyp` and nothing behind it: what the kind is told by, for formats we cannot encode here. */
export function isoBrand(brand: string, compatible: string[] = ['mif1']): Buffer {
  const brands = [brand, '\0\0\0\0', ...compatible].join('')
  const box = Buffer.alloc(8)
  box.writeUInt32BE(8 + brands.length)
  box.write('ftyp', 4, 'latin1')
  return Buffer.concat([box, Buffer.from(brands, 'latin1'), Buffer.alloc(64)])
}

/** A small PNG that claims a huge picture. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc(100_000))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
