import type { ChangeRequestDto } from '@proofroom/contract'
import { addEntry, project, reply } from '@proofroom/proof'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { threadsOf } from './threads.ts'

const ACTORS = {
  ruth: { side: 'customer', canAnnotate: true, canResolve: false },
  maya: { side: 'shop', canAnnotate: true, canResolve: true },
} as const
const pages = [{ id: 'front' }, { id: 'back' }]

const request = (over: Partial<ChangeRequestDto>): ChangeRequestDto => ({
  id: 'q1',
  number: 1,
  versionId: 'v2',
  versionNumber: 2,
  state: 'open',
  note: '',
  stateAt: '2026-11-16T10:00:00Z',
  createdAt: '2026-11-16T10:00:00Z',
  ref: 'ruth/gone',
  actorId: 'ruth',
  text: 'Lower, please',
  pagePosition: 1,
  shape: 'pin',
  geometry: { x: 0.1, y: 0.2 },
  ...over,
})

function marks(...texts: string[]) {
  const doc = new Y.Doc()
  const ids = texts.map((text, at) =>
    addEntry(doc, 'ruth', { kind: 'annotation', page: 'front', shape: 'pin', geometry: { x: 0.5, y: 0.5 }, text, at }),
  )
  return { doc, refs: ids.map((id) => `ruth/${id}`), projection: () => project(doc, ACTORS) }
}

describe('threads', () => {
  test('without requests, marks are counted from one', () => {
    const { projection } = marks('a', 'b')
    const items = threadsOf({ projection: projection(), requests: [], versionId: 'v3', pages })
    expect(items.map((item) => [item.number, item.text])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ])
  })

  test('a request keeps its number for good, and no number is said twice', () => {
    const { refs, projection } = marks('a', 'b', 'c')
    const requests = [
      request({ id: 'q1', number: 1 }),
      request({ id: 'q2', number: 2, versionId: 'v3', ref: refs[2] ?? '' }),
    ]
    const items = threadsOf({ projection: projection(), requests, versionId: 'v3', pages })
    expect(items.map((item) => [item.number, item.text])).toEqual([
      [1, 'Lower, please'],
      [2, 'c'],
      [3, 'a'],
      [4, 'b'],
    ])
  })

  test('a request of an earlier version is drawn on the page in its place', () => {
    const { projection } = marks()
    const [item] = threadsOf({ projection: projection(), requests: [request({})], versionId: 'v3', pages })
    expect(item).toMatchObject({
      key: 'request:q1',
      page: 'back',
      mark: { shape: 'pin', geometry: { x: 0.1, y: 0.2 } },
    })
  })

  test('a request whose mark was taken back is still asked', () => {
    const { projection } = marks()
    const items = threadsOf({ projection: projection(), requests: [request({})], versionId: 'v2', pages })
    expect(items.map((item) => item.text)).toEqual(['Lower, please'])
  })

  test('replies to the mark and to its request are one conversation', () => {
    const { doc, refs, projection } = marks('a')
    const ref = refs[0] ?? ''
    reply(doc, 'maya', ref, 'to the mark')
    reply(doc, 'maya', 'request:q1', 'to the request')
    const requests = [request({ versionId: 'v3', ref })]
    const [item] = threadsOf({ projection: projection(), requests, versionId: 'v3', pages })
    expect(item?.replies.map((one) => one.text).sort()).toEqual(['to the mark', 'to the request'])
  })

  test.each([
    ['open', false],
    ['not_done', false],
    ['question', false],
    ['still_wrong', false],
    ['done', true],
    ['fixed', true],
  ] as const)('a request that is %s is settled: %s', (state, done) => {
    const { projection } = marks()
    const [item] = threadsOf({ projection: projection(), requests: [request({ state })], versionId: 'v3', pages })
    expect(item?.done).toBe(done)
  })
})
