import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { canonicalJson } from './canonical-json.ts'
import { createProjection } from './live-projection.ts'
import { project } from './project.ts'
import type { Actors } from './projection.ts'
import { addEntry, addLabel, createUndo, deleteEntry, editEntry, reply, setHidden, setResolved } from './write.ts'

const ACTORS: Actors = {
  shop: { side: 'shop', canAnnotate: true, canResolve: true },
  maker: { side: 'shop', canAnnotate: true, canResolve: false },
  ruth: { side: 'customer', canAnnotate: true, canResolve: false },
  looker: { side: 'customer', canAnnotate: false, canResolve: false },
}
/** A customer that the database wrongly says may resolve: the side decides all the same. */
const BOLD: Actors = { ...ACTORS, ruth: { side: 'customer', canAnnotate: true, canResolve: true } }

const pin = (doc: Y.Doc, actorId: string, id: string, at: number, text = id): string => {
  addEntry(doc, actorId, { kind: 'annotation', page: 'p1', shape: 'pin', geometry: { x: 0.1, y: 0.2 }, text, at }, id)
  return `${actorId}/${id}`
}
const said = (doc: Y.Doc, actorId: string, id: string, at: number): string => {
  addEntry(doc, actorId, { kind: 'comment', text: id, at }, id)
  return `${actorId}/${id}`
}
const put = (doc: Y.Doc, actorId: string, id: string, value: unknown) => doc.getMap(`u:${actorId}`).set(id, value)
const first = (doc: Y.Doc, actors = ACTORS) => project(doc, actors).annotations[0]!

describe('[P1] the same for everyone', () => {
  it('[P1] order and text do not depend on how the document came about', () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()]
    pin(a, 'ruth', 'z', 3)
    said(a, 'shop', 'a', 3)
    pin(b, 'maker', 'm', 1)
    reply(b, 'maker', 'ruth/z', 'yes')
    const [ab, ba] = [new Y.Doc(), new Y.Doc()]
    for (const doc of [a, b]) Y.applyUpdate(ab, Y.encodeStateAsUpdate(doc))
    for (const doc of [b, a]) Y.applyUpdate(ba, Y.encodeStateAsUpdate(doc))
    const turned = Object.fromEntries(Object.entries(ACTORS).reverse())
    expect(canonicalJson(project(ba, turned))).toBe(canonicalJson(project(ab, ACTORS)))
    expect(JSON.parse(JSON.stringify(project(ab, ACTORS)))).toEqual(project(ab, ACTORS))
  })

  it('[P1] a mark as people see it', () => {
    const doc = new Y.Doc()
    const ref = pin(doc, 'ruth', 'a', 5, 'bigger')
    editEntry(doc, 'ruth', 'a', { text: 'smaller' }, 6)
    addLabel(doc, 'maker', ref, 'size')
    expect(first(doc)).toEqual({
      ref,
      actorId: 'ruth',
      id: 'a',
      page: 'p1',
      shape: 'pin',
      geometry: { x: 0.1, y: 0.2 },
      text: 'smaller',
      at: 5,
      editedAt: 6,
      number: 1,
      replies: [],
      resolved: null,
      hidden: false,
      labels: [{ ref: expect.stringMatching(/^maker\//), actorId: 'maker', label: 'size' }],
      deleted: false,
    })
  })

  it('[P1] projecting opens no root and changes nothing', () => {
    const doc = new Y.Doc()
    project(doc, ACTORS)
    expect([...doc.share.keys()]).toEqual([])
  })
})

describe('[P2] only what its author may say', () => {
  it('[P2] unknown actors and those who may only look are not heard', () => {
    const doc = new Y.Doc()
    const ref = pin(doc, 'ruth', 'a', 1)
    for (const actorId of ['stranger', 'looker', 'constructor']) {
      pin(doc, actorId, 'b', 2)
      said(doc, actorId, 'c', 3)
      reply(doc, actorId, ref, 'x')
      addLabel(doc, actorId, ref, 'x')
      setResolved(doc, actorId, `${actorId}/b`, true)
      put(doc, actorId, 'd', { v: 1, kind: 'tombstone', was: 'comment', at: 1, deletedAt: 2 })
    }
    const seen = project(doc, ACTORS)
    expect(seen.annotations.map((mark) => mark.ref)).toEqual([ref])
    expect(seen.annotations[0]).toMatchObject({ replies: [], labels: [] })
    expect(seen.comments).toEqual([])
  })

  it.each([
    ['shop', true],
    ['maker', false],
    ['looker', false],
    ['ruth', true],
  ])('[P2] %s may settle and hide Ruth’s thread: %s', (actorId, may) => {
    const doc = new Y.Doc()
    const ref = pin(doc, 'ruth', 'a', 1)
    setResolved(doc, actorId, ref, true)
    setHidden(doc, actorId, ref, true)
    expect(first(doc)).toMatchObject({ resolved: may ? { by: actorId } : null, hidden: may })
  })

  it('[P2] who may say nothing does not settle their own either', () => {
    const doc = new Y.Doc()
    const ref = pin(doc, 'looker', 'a', 1)
    setResolved(doc, 'looker', ref, true)
    reply(doc, 'shop', ref, 'what was here?')
    expect(project(doc, ACTORS).comments).toMatchObject([{ ref, deleted: true, resolved: null }])
  })

  it('[P2] a customer never settles the shop’s thread, whatever rights they are given', () => {
    const doc = new Y.Doc()
    setResolved(doc, 'ruth', pin(doc, 'shop', 'a', 1), true)
    expect(first(doc, BOLD).resolved).toBe(null)
  })
})

describe('[P3] only entries', () => {
  it('[P3] what is no entry, or under no id, is not seen', () => {
    const doc = new Y.Doc()
    const good = { v: 1, kind: 'comment', text: 'x', at: 1 }
    put(doc, 'ruth', 'a', { ...good, v: 2 })
    put(doc, 'ruth', 'b', { ...good, admin: true })
    put(doc, 'ruth', 'c', 'text')
    put(doc, 'ruth', 'no id', good)
    put(doc, 'ruth', 'd', new Y.Map())
    doc.getArray('u:maker').push([good])
    expect(project(doc, ACTORS).comments).toEqual([])
  })
})

describe('[P4] numbers', () => {
  it('[P4] count marks and comments by (at, ref) from 1', () => {
    const doc = new Y.Doc()
    pin(doc, 'ruth', 'late', 9)
    pin(doc, 'shop', 'same', 5)
    pin(doc, 'ruth', 'same', 5)
    said(doc, 'maker', 'early', 1)
    const { annotations, comments } = project(doc, ACTORS)
    expect([...comments, ...annotations].map(({ ref, number }) => [ref, number])).toEqual([
      ['maker/early', 1],
      ['ruth/same', 2],
      ['shop/same', 3],
      ['ruth/late', 4],
    ])
  })
})

describe('[P5] settled', () => {
  const settle = (doc: Y.Doc, actorId: string, id: string, resolved: boolean, at: number) =>
    addEntry(doc, actorId, { kind: 'resolve', target: 'ruth/a', resolved, at }, id)

  it('[P5] the last word by time stands', () => {
    const doc = new Y.Doc()
    pin(doc, 'ruth', 'a', 1)
    settle(doc, 'shop', 'x', true, 20)
    settle(doc, 'ruth', 'y', false, 10)
    expect(first(doc).resolved).toEqual({ by: 'shop', at: 20 })
    settle(doc, 'ruth', 'z', false, 30)
    expect(first(doc).resolved).toBe(null)
  })

  it('[P5] at the same time, the higher ref', () => {
    const doc = new Y.Doc()
    pin(doc, 'ruth', 'a', 1)
    settle(doc, 'shop', 'x', false, 20)
    settle(doc, 'ruth', 'z', true, 20)
    expect(first(doc).resolved).toBe(null)
    settle(doc, 'shop', 'y', true, 20)
    expect(first(doc).resolved).toEqual({ by: 'shop', at: 20 })
  })
})

describe('[P6] hidden', () => {
  it('[P6] hidden marks and replies stay in the projection, marked', () => {
    const doc = new Y.Doc()
    const ref = pin(doc, 'ruth', 'a', 1)
    const answer = reply(doc, 'ruth', ref, 'rude')
    setHidden(doc, 'shop', ref, true)
    setHidden(doc, 'shop', `ruth/${answer}`, true)
    expect(first(doc)).toMatchObject({ text: 'a', hidden: true, replies: [{ text: 'rude', hidden: true }] })
    setHidden(doc, 'shop', ref, false)
    expect(first(doc)).toMatchObject({ hidden: false, replies: [{ hidden: true }] })
  })
})

describe('[P7] deleted', () => {
  it('[P7] an answered mark keeps number, page and answers, and loses what it said', () => {
    const doc = new Y.Doc()
    const ref = pin(doc, 'ruth', 'a', 1)
    pin(doc, 'ruth', 'b', 2)
    reply(doc, 'shop', ref, 'ok')
    deleteEntry(doc, 'ruth', 'a')
    expect(first(doc)).toMatchObject({
      ref,
      number: 1,
      page: 'p1',
      deleted: true,
      text: '',
      shape: null,
      geometry: null,
    })
    expect(first(doc).replies).toMatchObject([{ text: 'ok' }])
    expect(project(doc, ACTORS).annotations[1]).toMatchObject({ ref: 'ruth/b', number: 2 })
  })

  it('[P7] a deleted comment and a deleted reply', () => {
    const doc = new Y.Doc()
    const ref = said(doc, 'ruth', 'a', 1)
    const answer = reply(doc, 'shop', ref, 'ok')
    setHidden(doc, 'ruth', `shop/${answer}`, true)
    deleteEntry(doc, 'shop', answer)
    deleteEntry(doc, 'ruth', 'a')
    expect(project(doc, ACTORS)).toMatchObject({
      annotations: [],
      comments: [{ ref, deleted: true, text: '', replies: [{ ref: `shop/${answer}`, deleted: true, text: '' }] }],
    })
  })

  it('[P7] answers outlive an entry that its author took back', () => {
    const doc = new Y.Doc()
    const undo = createUndo(doc, 'ruth')
    const ref = pin(doc, 'ruth', 'a', 1)
    addEntry(doc, 'shop', { kind: 'reply', target: ref, text: 'second', at: 9 })
    addEntry(doc, 'shop', { kind: 'reply', target: ref, text: 'first', at: 8 })
    undo.undo()
    expect(project(doc, ACTORS)).toMatchObject({
      annotations: [],
      comments: [
        {
          ref,
          actorId: 'ruth',
          deleted: true,
          page: null,
          at: 8,
          number: 1,
          replies: [{ text: 'first' }, { text: 'second' }],
        },
      ],
    })
    undo.redo()
    expect(first(doc)).toMatchObject({ ref, deleted: false, replies: [{ text: 'first' }, { text: 'second' }] })
    expect(project(doc, ACTORS).comments).toEqual([])
  })
})

describe('[P8] change requests', () => {
  it('[P8] replies to a request are listed under it, in order', () => {
    const doc = new Y.Doc()
    const answer = (actorId: string, request: string, text: string, at: number) =>
      addEntry(doc, actorId, { kind: 'reply', target: `request:${request}`, text, at })
    answer('shop', 'r2', 'later', 5)
    answer('ruth', 'r2', 'sooner', 4)
    answer('maker', 'r1', 'done', 9)
    const { requestReplies } = project(doc, ACTORS)
    expect(Object.keys(requestReplies)).toEqual(['r1', 'r2'])
    expect(requestReplies.r2?.map((one) => one.text)).toEqual(['sooner', 'later'])
  })
})

describe('[P9] live', () => {
  it('[P9] follows the document from whatever root, and says nothing when nothing visible changed', () => {
    const doc = new Y.Doc()
    const live = createProjection(doc, ACTORS)
    const other = createProjection(doc, ACTORS)
    let calls = 0
    live.subscribe(() => calls++)
    const remote = new Y.Doc()
    pin(remote, 'ruth', 'a', 1)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(remote))
    expect(calls).toBe(1)
    // The first of the two opened the new root, and so put another object in its place, before the second looked.
    for (const view of [live, other]) expect(view.get().annotations).toHaveLength(1)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(remote))
    pin(doc, 'stranger', 'b', 2)
    doc.getMap('elsewhere').set('a', 1)
    expect(calls).toBe(1)
    deleteEntry(doc, 'ruth', 'a')
    expect(calls).toBe(2)
    for (const view of [live, other]) expect(view.get()).toEqual(project(doc, ACTORS))
  })

  it('[P9] what did not change stays the same object', () => {
    const doc = new Y.Doc()
    const ref = pin(doc, 'ruth', 'a', 1)
    pin(doc, 'ruth', 'b', 2)
    said(doc, 'shop', 'c', 3)
    const live = createProjection(doc, ACTORS)
    const before = live.get()
    reply(doc, 'shop', ref, 'ok')
    const after = live.get()
    expect(after.annotations[0]).not.toBe(before.annotations[0])
    expect(after.annotations[1]).toBe(before.annotations[1])
    expect(after.comments).toBe(before.comments)
    expect(after.requestReplies).toBe(before.requestReplies)
    expect(live.get()).toBe(after)
  })

  it('[P9] new actors are heard at once; nothing is heard after destroy', () => {
    const doc = new Y.Doc()
    pin(doc, 'late', 'a', 1)
    const live = createProjection(doc, ACTORS)
    const calls: number[] = []
    const stop = live.subscribe(() => calls.push(live.get().annotations.length))
    live.setActors({ ...ACTORS, late: { side: 'customer', canAnnotate: true, canResolve: false } })
    expect(calls).toEqual([1])
    stop()
    pin(doc, 'late', 'b', 2)
    expect(live.get().annotations).toHaveLength(2)
    live.destroy()
    pin(doc, 'late', 'c', 3)
    expect(live.get().annotations).toHaveLength(2)
    expect(calls).toEqual([1])
  })
})
