import { crc32 } from 'node:zlib'

export const checksum = (payload: Uint8Array): number => crc32(payload)
