import { Guard } from '@proofroom/proof/guard'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { entriesOf } from './provider.ts'
import { editId, editIds, Pen, readEdits } from './strokes.ts'

const actorIds = ['actor-a', 'actor-b', 'actor-c']

const found = (update: Uint8Array): string[] => {
  const ids: string[] = []
  readEdits(update, (person, nth) => ids.push(editId(person, nth)))
  return ids.sort()
}

const drawn = (strokes: number) =>
  actorIds.map((actorId, person) => {
    const pen = new Pen(actorId, 3_000_000_000 + person, person)
    return Array.from({ length: strokes }, () => pen.next())
  })

describe('strokes', () => {
  it('are updates that the guard lets pass, one after the other', () => {
    const guard = new Guard()
    for (const [person, updates] of drawn(20).entries()) {
      const actor = { actorId: actorIds[person] as string, canAnnotate: true, canResolve: false }
      for (const update of updates)
        expect(guard.check(update, actor, 'update')).toMatchObject({ ok: true, empty: false })
    }
    expect(entriesOf(guard.doc).sort()).toEqual(editIds([20, 20, 20]).sort())
  })

  it('are each recognised', () => {
    for (const [person, updates] of drawn(12).entries()) {
      for (const [nth, update] of updates.entries()) expect(found(update)).toEqual([editId(person, nth)])
    }
  })

  it('are all recognised in what a server merged of several people', () => {
    const merged = Y.mergeUpdates(drawn(30).flat())
    expect(found(merged)).toEqual(editIds([30, 30, 30]).sort())
  })

  it('are recognised in a view of a larger buffer', () => {
    const [[update] = []] = drawn(1)
    const frame = Buffer.concat([Buffer.from('edit-'), update as Uint8Array, Buffer.from('edit-')])
    expect(found(frame.subarray(5, -5))).toEqual([editId(0, 0)])
  })

  it('are drawn ahead and still come in order', () => {
    const pen = new Pen('actor-a', 7, 42)
    pen.prepare(3)
    expect([pen.next(), pen.next(), pen.next(), pen.next()].flatMap(found)).toEqual(
      [0, 1, 2, 3].map((nth) => editId(42, nth)),
    )
  })
})
