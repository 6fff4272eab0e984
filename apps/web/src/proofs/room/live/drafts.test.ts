import type { VersionDto } from '@proofroom/contract'
import { addEntry, type Entry, readEntry } from '@proofroom/proof'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { Draft } from '../types.ts'
import { arrived, asNewEntry, draftPage, openDraftBox } from './drafts.ts'

const mark: Entry = {
  v: 1,
  kind: 'annotation',
  at: 5,
  page: 'old-front',
  shape: 'pin',
  geometry: { x: 0.1, y: 0.2 },
  text: 'Lower',
}
const draft: Draft = { id: 'e1', versionId: 'v2', entry: mark }
const version = (id: string, pages: string[]) => ({ id, pages: pages.map((page) => ({ id: page })) }) as VersionDto

function device() {
  const kept = new Map<string, string>()
  const tabs = new EventTarget()
  vi.stubGlobal('addEventListener', tabs.addEventListener.bind(tabs))
  vi.stubGlobal('removeEventListener', tabs.removeEventListener.bind(tabs))
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  /** As other tabs are told that one has written. */
  const tell = (key: string) => tabs.dispatchEvent(Object.assign(new Event('storage'), { key }))
  return { kept, tell }
}

describe('drafts', () => {
  beforeEach(() => {
    vi.unstubAllGlobals()
    vi.stubGlobal('addEventListener', () => undefined)
    vi.stubGlobal('removeEventListener', () => undefined)
  })

  test('are kept on the device, per person, until sent or dropped', () => {
    const { kept } = device()
    const box = openDraftBox('ruth')
    box.keep([draft])
    expect(openDraftBox('ruth').get()).toEqual([draft])
    expect(openDraftBox('maya').get()).toEqual([])
    box.drop(['e1'])
    expect(openDraftBox('ruth').get()).toEqual([])
    expect(kept.size).toBe(0)
  })

  test('kept twice are one draft, as it stood last', () => {
    device()
    const box = openDraftBox('ruth')
    box.keep([draft])
    box.keep([{ ...draft, entry: { ...mark, text: 'Much lower' } as Entry }])
    expect(box.get().map(({ entry }) => 'text' in entry && entry.text)).toEqual(['Much lower'])
  })

  test('of several tabs are kept side by side, and each shows what the others have or drop', () => {
    const { tell } = device()
    const [one, two] = [openDraftBox('ruth'), openDraftBox('ruth')]
    one.keep([draft])
    two.keep([{ ...draft, id: 'e2' }])
    const ids = () => [one, two].map((box) => box.get().map(({ id }) => id))
    tell('proofroom.drafts.ruth')
    expect(ids()).toEqual([
      ['e1', 'e2'],
      ['e1', 'e2'],
    ])
    two.drop(['e1'])
    tell('proofroom.drafts.maya')
    expect(ids()).toEqual([['e1', 'e2'], ['e2']])
    one.close()
    tell('proofroom.drafts.ruth')
    expect(one.get()).toHaveLength(2)
    expect(openDraftBox('ruth').get()).toHaveLength(1)
  })

  test('work where the browser keeps nothing', () => {
    device()
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('forbidden')
      },
      setItem: () => {
        throw new Error('forbidden')
      },
    })
    const box = openDraftBox('ruth')
    box.keep([draft])
    expect(box.get()).toEqual([draft])
  })

  test('that reached the server after all are found by what they say', () => {
    const server: Record<string, Entry> = { e1: { ...mark }, e2: { ...mark, text: 'Older words' } as Entry }
    const drafts: Draft[] = [draft, { ...draft, id: 'e2' }, { ...draft, id: 'e3' }, { ...draft, versionId: 'v1' }]
    expect(arrived(drafts, 'v2', (id) => server[id] ?? null)).toEqual(['e1'])
  })

  test('belong on the page in the same place of another version', () => {
    const versions = [version('v2', ['old-back', 'old-front']), version('v3', ['new-back', 'new-front'])]
    expect(draftPage(draft, versions, 'v3')).toBe('new-front')
    expect(draftPage(draft, [version('v2', ['old-back', 'old-front']), version('v3', ['only'])], 'v3')).toBeNull()
    expect(draftPage(draft, [version('v3', ['new'])], 'v3')).toBeNull()
  })

  test('are said anew: own time, new page, the same words in the same place', () => {
    const doc = new Y.Doc()
    const id = addEntry(doc, 'ruth', asNewEntry({ ...mark, editedAt: 9 } as Entry, 'new-front'))
    const said = readEntry(doc, 'ruth', id)
    expect(said).toMatchObject({ page: 'new-front', text: 'Lower', geometry: { x: 0.1, y: 0.2 } })
    expect(said?.at).toBeGreaterThan(1000)
    expect(said).not.toHaveProperty('editedAt')
  })
})
