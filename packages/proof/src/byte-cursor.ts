import { refuse } from './refusal.ts'

const garbled = (): never => refuse('G2', 'garbled', 'The update is not in the Yjs V1 encoding, or is cut short.')
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** lib0's leading bytes of plain JSON values. Bytes, big integers and undefined exist in lib0, but not in JSON. */
const ANY = {
  null: 126,
  integer: 125,
  float32: 124,
  float64: 123,
  false: 121,
  true: 120,
  string: 119,
  object: 118,
  array: 117,
}
const DEEPEST = 8

/**
 * Reads lib0's encoding from bytes nobody vouches for. Yjs' own reader trusts counts and lengths: it allocates what they
 * promise, loops as often as they say and recurses as deep as they nest. Here every one is held against what is left.
 */
export class ByteCursor {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? garbled()
  }

  uint(most = 2 ** 32 - 1): number {
    let value = 0
    for (let place = 1; place <= 2 ** 42; place *= 128) {
      const byte = this.byte()
      value += (byte & 127) * place
      if (byte < 128) return value <= most ? value : garbled()
    }
    return garbled()
  }

  /** A number of things that follow, each of them at least `size` bytes long. */
  count(size: number): number {
    const count = this.uint()
    return count * size <= this.left ? count : garbled()
  }

  string(): string {
    const bytes = this.#take(this.count(1))
    try {
      return utf8.decode(bytes)
    } catch {
      return garbled()
    }
  }

  /** A plain JSON value. */
  json(depth = 0): unknown {
    if (depth > DEEPEST) refuse('G3', 'too_deep', 'An entry is nested deeper than any entry is.')
    switch (this.byte()) {
      case ANY.null:
        return null
      case ANY.integer:
        return this.#integer()
      case ANY.float32:
        return this.#view(4).getFloat32(0)
      case ANY.float64:
        return this.#view(8).getFloat64(0)
      case ANY.false:
        return false
      case ANY.true:
        return true
      case ANY.string:
        return this.string()
      case ANY.object:
        return this.#object(depth)
      case ANY.array:
        return Array.from({ length: this.count(1) }, () => this.json(depth + 1))
      default:
        return refuse('G3', 'not_json', 'An entry holds something that is not plain JSON.')
    }
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    for (let i = this.count(2); i > 0; i--) {
      const key = this.string()
      if (key === '__proto__') refuse('G3', 'not_json', 'An entry must not replace its own prototype.')
      object[key] = this.json(depth + 1)
    }
    return object
  }

  #integer(): number {
    const first = this.byte()
    const sign = first & 64 ? -1 : 1
    let value = first & 63
    let byte = first
    for (let place = 64; byte >= 128; place *= 128) {
      if (place > 2 ** 48) garbled()
      byte = this.byte()
      value += (byte & 127) * place
    }
    return sign * value
  }

  #take(length: number): Uint8Array {
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  #view(length: number): DataView {
    if (this.left < length) garbled()
    const bytes = this.#take(length)
    return new DataView(bytes.buffer, bytes.byteOffset, length)
  }
}
