import { describe, expect, it } from 'vitest'
import { checkEntry } from './check-entry.ts'
import {
  type EntryKind,
  entryRef,
  isId,
  LIMITS,
  newEntryId,
  parseRef,
  requestRef,
  rootActor,
  rootName,
} from './entries.ts'
import { currentVersion, MIGRATIONS, type Migration, migrate } from './migrations.ts'

const at = 1_767_225_600_000
const ENTRIES: Record<EntryKind, Record<string, unknown>> = {
  annotation: { v: 1, kind: 'annotation', shape: 'pin', page: 'p1', geometry: { x: 0.5, y: 0.5 }, text: 'hi', at },
  comment: { v: 1, kind: 'comment', text: 'hello', at },
  reply: { v: 1, kind: 'reply', target: 'ruth/abc', text: 'yes', at },
  resolve: { v: 1, kind: 'resolve', target: 'ruth/abc', resolved: true, at },
  hide: { v: 1, kind: 'hide', target: 'ruth/abc', hidden: true, at },
  label: { v: 1, kind: 'label', target: 'ruth/abc', label: 'colour', at },
  tombstone: { v: 1, kind: 'tombstone', was: 'annotation', page: 'p1', at, deletedAt: at + 1 },
}
const OPTIONAL = ['text', 'page', 'target']
const codeOf = (value: unknown): string => {
  const checked = checkEntry(value)
  return checked.ok ? 'ok' : checked.code
}
const mark = (shape: string, geometry: unknown, text?: string) => ({
  ...ENTRIES.annotation,
  shape,
  geometry,
  text: text ?? '',
})

describe('[E1] versions and migrations', () => {
  it.each(Object.values(ENTRIES))('[E1] $kind is at version 1; later and unknown versions are not read', (entry) => {
    expect(codeOf(entry)).toBe('ok')
    for (const v of [0, 2, 1.5, '1', undefined]) expect(codeOf({ ...entry, v })).toBe('entry.version')
    expect(currentVersion(entry.kind as string)).toBe(1)
  })

  it('[E1] every migration has a name of its own and leads one version up', () => {
    const reached = new Map<string, number>()
    for (const { kind, version } of MIGRATIONS) {
      expect(version).toBe((reached.get(kind) ?? 1) + 1)
      reached.set(kind, version)
    }
    expect(new Set(MIGRATIONS.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(MIGRATIONS.length)
  })

  it('[E1] an old entry climbs through every migration of its kind, and only of its kind', () => {
    const migrations: Migration[] = [
      { kind: 'label', version: 2, name: 'AddTone', up: (entry) => ({ ...entry, tone: 'plain' }) },
      { kind: 'reply', version: 2, name: 'Unrelated', up: () => ({}) },
      {
        kind: 'label',
        version: 3,
        name: 'ToneToUpper',
        up: (entry) => ({ ...entry, tone: String(entry.tone).toUpperCase() }),
      },
    ]
    const stored = ENTRIES.label
    expect(migrate(stored, migrations)).toEqual({ ok: true, entry: { ...stored, v: 3, tone: 'PLAIN' } })
    expect(migrate({ ...stored, v: 2, tone: 'warm' }, migrations)).toMatchObject({ entry: { v: 3, tone: 'WARM' } })
    expect(migrate({ ...stored, v: 4 }, migrations)).toEqual({ ok: false })
    expect(stored).not.toHaveProperty('tone')
  })
})

describe('[E2] fields', () => {
  it.each(Object.values(ENTRIES))('[E2] $kind has its fields and no others', (entry) => {
    expect(codeOf({ ...entry, extra: 1 })).toBe('entry.unknown_field')
    for (const field of Object.keys(entry)) {
      const { [field]: _, ...rest } = entry
      const optional =
        OPTIONAL.includes(field) && (entry.kind === 'tombstone' || (entry.kind === 'annotation' && field === 'text'))
      expect(codeOf(rest), field).toBe(optional ? 'ok' : field === 'v' ? 'entry.version' : `entry.${field}`)
      expect(codeOf({ ...entry, [field]: { not: 'this' } }), field).not.toBe('ok')
    }
  })

  it.each([null, undefined, 7, 'text', true, [], [ENTRIES.comment], new Date(0), new Map()])(
    '[E2] %s is not an entry',
    (value) => expect(codeOf(value)).toBe('entry.not_an_object'),
  )

  it.each(['signature', 'toString', '__proto__', 'constructor', 7])('[E2] there is no kind %s', (kind) =>
    expect(codeOf({ ...ENTRIES.comment, kind })).toBe('entry.kind'),
  )

  it.each([-1, 1.5, Number.NaN, 8.64e15 + 1, '2026'])('[E2] %s is no time', (time) => {
    expect(codeOf({ ...ENTRIES.comment, at: time })).toBe('entry.at')
    expect(codeOf({ ...ENTRIES.comment, editedAt: time })).toBe('entry.editedAt')
  })
})

describe('[E3] geometry', () => {
  const box = { x: 0, y: 0, w: 0.5, h: 0 }
  const segment = { x1: 0, y1: 0, x2: 1, y2: 1 }
  const good: [string, unknown, string?][] = [
    ['pin', { x: -0.5, y: 1.5 }],
    ['text', { x: 0, y: 0 }, 'words'],
    ['rectangle', box],
    ['ellipse', box],
    ['highlight', box],
    ['arrow', segment],
    ['line', segment],
    ['freehand', { points: [0, 0] }],
    ['freehand', { points: Array.from({ length: LIMITS.points * 2 }, () => 0) }],
  ]
  it.each(good)('[E3] %s %j', (shape, geometry, text) => expect(codeOf(mark(shape, geometry, text))).toBe('ok'))

  const bad: [string, unknown, string][] = [
    ['pin', { x: -0.51, y: 0 }, 'entry.x'],
    ['pin', { x: 0, y: 1.51 }, 'entry.y'],
    ['pin', { x: Number.NaN, y: 0 }, 'entry.x'],
    ['pin', { x: Number.POSITIVE_INFINITY, y: 0 }, 'entry.x'],
    ['pin', { x: 0 }, 'entry.y'],
    ['pin', { x: 0, y: 0, z: 0 }, 'entry.unknown_field'],
    ['pin', box, 'entry.unknown_field'],
    ['pin', [0, 0], 'entry.geometry'],
    ['text', { x: 0, y: 0 }, 'entry.text'],
    ['rectangle', { ...box, w: -0.1 }, 'entry.w'],
    ['rectangle', { ...box, h: 2.1 }, 'entry.h'],
    ['line', box, 'entry.x1'],
    ['freehand', { points: [] }, 'entry.points'],
    ['freehand', { points: [0, 0, 1] }, 'entry.points'],
    ['freehand', { points: [0, '0'] }, 'entry.points'],
    ['freehand', { points: [0, 9] }, 'entry.points'],
    ['freehand', { points: Array.from({ length: LIMITS.points * 2 + 2 }, () => 0) }, 'entry.points'],
    ['star', { x: 0, y: 0 }, 'entry.shape'],
    ['hasOwnProperty', { x: 0, y: 0 }, 'entry.shape'],
  ]
  it.each(bad)('[E3] %s %j is refused', (shape, geometry, code) => expect(codeOf(mark(shape, geometry))).toBe(code))
})

describe('[E4] text', () => {
  const said = (text: unknown) => codeOf({ ...ENTRIES.comment, text })
  it('[E4] up to 4,000 characters, and not blank where something is said', () => {
    expect(said('x'.repeat(4000))).toBe('ok')
    expect(said('x'.repeat(4001))).toBe('entry.text')
    expect(said('  \n')).toBe('entry.text')
    expect(codeOf({ ...ENTRIES.annotation, text: '' })).toBe('ok')
  })

  it('[E4] half a character is refused, a whole one is not', () => {
    expect(said('👩‍🎨 grün')).toBe('ok')
    expect(said('half \ud83d')).toBe('entry.text')
  })

  it('[E4] a label has up to 64', () => {
    expect(codeOf({ ...ENTRIES.label, label: 'x'.repeat(64) })).toBe('ok')
    expect(codeOf({ ...ENTRIES.label, label: 'x'.repeat(65) })).toBe('entry.label')
  })
})

describe('[E5] size', () => {
  it('[E5] an entry is at most 64 KB of JSON', () => {
    const stroke = (count: number) => mark('freehand', { points: Array.from({ length: count * 2 }, () => 0.1234) })
    expect(codeOf(stroke(4600))).toBe('ok')
    expect(codeOf(stroke(4900))).toBe('entry.too_large')
  })
})

describe('[E6] ids and refs', () => {
  it('[E6] an id is 1 to 64 letters, digits, - or _', () => {
    for (const id of ['a', 'A-b_9', 'x'.repeat(64)]) expect(isId(id)).toBe(true)
    for (const id of ['', 'x'.repeat(65), 'a/b', 'a b', 'ü', 'a\n', 7, null]) expect(isId(id)).toBe(false)
  })

  it('[E6] refs are read back as they were made, and nothing else is one', () => {
    expect(parseRef(entryRef('ruth', 'abc'))).toEqual({ type: 'entry', actorId: 'ruth', entryId: 'abc' })
    expect(parseRef(requestRef('r-1'))).toEqual({ type: 'request', requestId: 'r-1' })
    for (const ref of ['', 'ruth', 'ruth/', '/abc', 'a/b/c', 'request:', 'request:a/b', 'a b/c'])
      expect(parseRef(ref)).toBe(null)
    expect(codeOf({ ...ENTRIES.reply, target: 'ruth' })).toBe('entry.target')
  })

  it('[E6] only u:<actor> is an author’s root', () => {
    expect(rootActor(rootName('ruth'))).toBe('ruth')
    for (const name of ['ruth', 'u:', 'u:a b', 'U:ruth']) expect(rootActor(name)).toBe(null)
  })

  it('[E6] new ids are sixteen characters and do not repeat', () => {
    const ids = Array.from({ length: 1000 }, newEntryId)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{16}$/)
    expect(new Set(ids).size).toBe(1000)
  })
})
