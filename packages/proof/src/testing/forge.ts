import * as encoding from 'lib0/encoding'

type Id = readonly [client: number, clock: number]
/** Where a forged struct says it belongs: by name, or beside other structs. */
type Place = { root?: string; key?: string; parent?: Id; origin?: Id; right?: Id }
type Content =
  | { any: unknown[] }
  | { deleted: number }
  | { gc: number }
  | { skip: number }
  | { subdocument: string }
  | { map: true }
  | { string: string }
export type ForgedStruct = Content & Place
export type ForgedClient = { client: number; clock?: number; structs: ForgedStruct[]; claimedCount?: number }
export type ForgedRange = readonly [client: number, clock: number, length: number]

/** Writes a Yjs V1 update that no Yjs would write. */
export function forge(clients: ForgedClient[], deletions: ForgedRange[] = []): Uint8Array {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, clients.length)
  for (const { client, clock = 0, structs, claimedCount = structs.length } of clients) {
    for (const n of [claimedCount, client, clock]) encoding.writeVarUint(out, n)
    for (const struct of structs) writeStruct(out, struct)
  }
  encoding.writeVarUint(out, deletions.length)
  for (const [client, clock, length] of deletions) {
    for (const n of [client, 1, clock, length]) encoding.writeVarUint(out, n)
  }
  return encoding.toUint8Array(out)
}

function writeStruct(out: encoding.Encoder, struct: ForgedStruct): void {
  if ('gc' in struct || 'skip' in struct) {
    encoding.writeUint8(out, 'gc' in struct ? 0 : 10)
    encoding.writeVarUint(out, 'gc' in struct ? struct.gc : struct.skip)
    return
  }
  const { origin, right, key } = struct
  encoding.writeUint8(out, contentRef(struct) | (origin ? 128 : 0) | (right ? 64 : 0) | (key === undefined ? 0 : 32))
  for (const id of [origin, right]) if (id) writeId(out, id)
  if (!origin && !right) writePlace(out, struct)
  writeContent(out, struct)
}

function writePlace(out: encoding.Encoder, { root, parent, key }: Place): void {
  encoding.writeVarUint(out, root === undefined ? 0 : 1)
  if (root === undefined) writeId(out, parent ?? [0, 0])
  else encoding.writeVarString(out, root)
  if (key !== undefined) encoding.writeVarString(out, key)
}

function contentRef(struct: ForgedStruct): number {
  if ('any' in struct) return 8
  if ('deleted' in struct) return 1
  if ('subdocument' in struct) return 9
  return 'map' in struct ? 7 : 4
}

function writeContent(out: encoding.Encoder, struct: ForgedStruct): void {
  if ('any' in struct) {
    encoding.writeVarUint(out, struct.any.length)
    for (const value of struct.any) encoding.writeAny(out, value as Parameters<typeof encoding.writeAny>[1])
  } else if ('deleted' in struct) encoding.writeVarUint(out, struct.deleted)
  else if ('subdocument' in struct) {
    encoding.writeVarString(out, struct.subdocument)
    encoding.writeAny(out, {})
  } else if ('map' in struct) encoding.writeVarUint(out, 1)
  else if ('string' in struct) encoding.writeVarString(out, struct.string)
}

function writeId(out: encoding.Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(out, client)
  encoding.writeVarUint(out, clock)
}
