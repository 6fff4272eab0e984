import type { PersonDto } from '@proofroom/contract'
import { addEntry } from '@proofroom/proof'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Desk, openDesk } from './desk.ts'

const mark = { kind: 'comment', text: 'Lower' } as const
const people: readonly PersonDto[] = []

describe('the device’s copy of a room', () => {
  const desks: Desk[] = []
  const onChange = vi.fn()
  /** A tab of Ruth's. */
  async function sitDown(): Promise<Desk> {
    const desk = openDesk({ actorId: 'ruth', room: 'p:v2', epoch: 1, people, keep: true, onChange })
    desks.push(desk)
    await desk.loaded
    return desk
  }

  beforeEach(() => {
    const kept = new Map<string, string>()
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    })
    vi.stubGlobal('indexedDB', new IDBFactory())
    vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  })
  afterEach(() => {
    for (const desk of desks.splice(0)) desk.close({ forget: false })
    vi.unstubAllGlobals()
  })

  test('brings back what was not sent, and that it was not', async () => {
    const before = await sitDown()
    const id = addEntry(before.doc, 'ruth', mark)
    before.close({ forget: false })
    const after = await sitDown()
    expect(after.unsent().map((one) => one.id)).toEqual([id])
  })

  test('brings what another tab could not send any more', async () => {
    const [one, two] = [await sitDown(), await sitDown()]
    const id = addEntry(one.doc, 'ruth', mark)
    one.close({ forget: false })
    expect(two.unsent()).toEqual([])
    expect(await two.readAgain()).toBe(true)
    expect(two.unsent().map((each) => each.id)).toEqual([id])
    expect(await two.readAgain()).toBe(false)
  })

  test('is made anew by a tab that is still open when another one forgets it', async () => {
    const [one, two] = [await sitDown(), await sitDown()]
    addEntry(two.doc, 'ruth', mark)
    onChange.mockClear()
    one.close({ forget: true })
    await vi.waitFor(() => expect(onChange).toHaveBeenCalled())
    expect(two.isKept()).toBe(true)
    addEntry(two.doc, 'ruth', mark)
    two.close({ forget: false })
    expect((await sitDown()).unsent()).toHaveLength(2)
  })

  test('is made anew also where another one forgets it while it opens', async () => {
    const one = await sitDown()
    const opening = vi.spyOn(indexedDB, 'open')
    opening.mockImplementation((name) => {
      if (name !== 'proofroom') opening.mockRestore()
      const request = IDBFactory.prototype.open.call(indexedDB, name)
      if (name !== 'proofroom') request.addEventListener('success', () => one.close({ forget: true }))
      return request
    })
    const two = await sitDown()
    expect(two.isKept()).toBe(true)
    addEntry(two.doc, 'ruth', mark)
    two.close({ forget: false })
    expect((await sitDown()).unsent()).toHaveLength(1)
  })
})
