import { crc32 } from 'node:zlib'

export type ZipEntry = { name: string; content: AsyncIterable<Uint8Array> | Uint8Array }

const UTF8_AND_SIZES_LATER = 0x0808

/**
 * A zip archive as it is sent: nothing of it is held but the list of what is in it. Entries are stored as they are
 * (pictures do not shrink), each followed by its checksum and size. Up to 4 GB.
 */
export async function* zip(entries: AsyncIterable<ZipEntry>, at: Date): AsyncGenerator<Uint8Array> {
  const listed: Buffer[] = []
  let offset = 0
  for await (const { name, content } of entries) {
    const path = Buffer.from(name)
    const head = Buffer.concat([words(0x04034b50, 4), common(at, 0, 0), words(path.length, 2), words(0, 2), path])
    yield head
    let [sum, size] = [0, 0]
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      sum = crc32(chunk, sum)
      size += chunk.length
      yield chunk
    }
    const tail = Buffer.concat([words(0x08074b50, 4), words(sum, 4), words(size, 4), words(size, 4)])
    yield tail
    const made = Buffer.concat([words(0x02014b50, 4), words(20, 2), common(at, sum, size), words(path.length, 2)])
    // No extra field, comment, disk or attributes.
    listed.push(Buffer.concat([made, Buffer.alloc(12), words(offset, 4), path]))
    offset += head.length + size + tail.length
  }
  const directory = Buffer.concat(listed)
  const count = words(listed.length, 2)
  const end = [
    words(0x06054b50, 4),
    words(0, 4),
    count,
    count,
    words(directory.length, 4),
    words(offset, 4),
    words(0, 2),
  ]
  yield Buffer.concat([directory, ...end])
}

/** What is said of an entry twice: before it with nothing known yet, and in the list at the end. */
const common = (at: Date, sum: number, size: number) =>
  Buffer.concat([
    ...[words(20, 2), words(UTF8_AND_SIZES_LATER, 2), words(0, 2), dosTime(at)],
    ...[words(sum, 4), words(size, 4), words(size, 4)],
  ])

/** In UTC, to two seconds. */
function dosTime(at: Date): Buffer {
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  return Buffer.concat([words(time, 2), words(day, 2)])
}

function words(value: number, bytes: 2 | 4): Buffer {
  const made = Buffer.alloc(bytes)
  if (bytes === 2) made.writeUInt16LE(value)
  else made.writeUInt32LE(value >>> 0)
  return made
}
