import { ReadableStream as WebStream } from 'node:stream/web'

/**
 * What is read bit by bit, as a stream that an answer can be. A generator is not begun before somebody reads. Not Node's
 * `Readable.toWeb`: it throws where nobody can catch it, and the program ends, when the reader goes away in the moment
 * it asks for more (Node 24.21).
 */
export const asWebStream = (source: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> =>
  WebStream.from(source) as unknown as ReadableStream<Uint8Array>
