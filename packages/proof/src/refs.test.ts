import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { project } from './project.ts'
import { marksOf, refsOf } from './refs.ts'
import { addEntry, deleteEntry, reply } from './write.ts'

const ACTORS = {
  shop: { side: 'shop', canAnnotate: true, canResolve: true },
  ruth: { side: 'customer', canAnnotate: true, canResolve: false },
} as const

function scene() {
  const doc = new Y.Doc()
  const geometry = { x: 0.1, y: 0.2 }
  for (const id of ['gone', 'mark']) {
    addEntry(doc, 'ruth', { kind: 'annotation', page: 'p1', shape: 'pin', geometry, text: id, at: 1 }, id)
  }
  addEntry(doc, 'shop', { kind: 'comment', text: 'hello', at: 2 }, 'comment')
  const answer = reply(doc, 'shop', 'ruth/gone', 'ok')
  const promise = reply(doc, 'shop', 'request:r1', 'done')
  deleteEntry(doc, 'ruth', 'gone')
  return { projection: project(doc, ACTORS), answer, promise, geometry }
}

describe('[P11] what was said', () => {
  it('[P11] refs of everything that stands, answers included, nothing deleted', () => {
    const { projection, answer, promise } = scene()
    expect(refsOf(projection).sort()).toEqual(['ruth/mark', 'shop/comment', `shop/${answer}`, `shop/${promise}`].sort())
  })

  it('[P11] marks and comments that may become requests', () => {
    const { projection, geometry } = scene()
    expect(marksOf(projection)).toEqual([
      { ref: 'ruth/mark', actorId: 'ruth', page: 'p1', shape: 'pin', geometry, text: 'mark' },
      { ref: 'shop/comment', actorId: 'shop', page: null, shape: null, geometry: null, text: 'hello' },
    ])
  })
})
