import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Guard, type GuardActor } from './guard.ts'
import { authorDoc, CLIENT, comment, fingerprint, mallory, NEXT, ruth, shop, stage } from './testing/attack.ts'
import { forge } from './testing/forge.ts'
import { addEntry, editEntry } from './write.ts'

type Expected = { rule: string; code: string; retryable?: boolean }

/** The update is refused for this reason, leaves no trace, and does not stand in the way of the next honest one. */
function expectRefused(
  update: Uint8Array,
  expected: Expected,
  { guard = stage(), actor = mallory, kind = 'update' as 'update' | 'sync' } = {},
): void {
  const before = fingerprint(guard)
  const verdict = guard.check(update, actor, kind)
  expect(verdict).toMatchObject({
    ok: false,
    violation: { rule: expected.rule, code: expected.code },
    retryable: expected.retryable ?? false,
  })
  expect(fingerprint(guard)).toEqual(before)
  const doc = authorDoc(7)
  addEntry(doc, 'ruth', { kind: 'comment', text: 'still fine' })
  expect(guard.check(Y.encodeStateAsUpdate(doc), ruth, 'update')).toMatchObject({ ok: true, clientIds: [7] })
}

/** One forged struct by a client id of Mallory's. */
const byMallory = (struct: Parameters<typeof forge>[0][0]['structs'][0]) =>
  forge([{ client: CLIENT.mallory, clock: NEXT, structs: [struct] }])

describe('[G1] size and amount', () => {
  const big = (size: number) => new Uint8Array(size)
  const oversize = { rule: 'G1', code: 'guard.oversize' }

  it('[G1] an update over 256 KB is refused unread', () => expectRefused(big(256 * 1024 + 1), oversize))

  it('[G1] a sync over 4 MB is refused unread', () =>
    expectRefused(big(4 * 1024 * 1024 + 1), oversize, { kind: 'sync' }))

  it('[G1] a sync may be larger than an update', () => {
    const doc = authorDoc(CLIENT.NEW)
    for (let i = 0; i < 100; i++) addEntry(doc, 'mallory', { kind: 'comment', text: 'x'.repeat(3900) })
    const update = Y.encodeStateAsUpdate(doc)
    expectRefused(update, oversize)
    expect(stage().check(update, mallory, 'sync')).toMatchObject({ ok: true, empty: false })
  })

  const values = (count: number) => Array.from({ length: count }, () => comment('x'))

  it('[G1] more structs than allowed are refused, as many as allowed are not', () => {
    const update = (count: number) =>
      forge([
        {
          client: CLIENT.mallory,
          clock: NEXT,
          structs: values(count).map((value, i) => ({ any: [value], root: 'u:mallory', key: `k${i}` })),
        },
      ])
    expectRefused(update(51), { rule: 'G1', code: 'guard.too_many_structs' }, { guard: stage({ structs: 50 }) })
    expect(stage({ structs: 50 }).check(update(50), mallory, 'update').ok).toBe(true)
  })

  it('[G1] values packed into one struct count as well', () =>
    expectRefused(
      byMallory({ any: values(51), root: 'u:mallory', key: 'packed' }),
      { rule: 'G1', code: 'guard.too_many_structs' },
      { guard: stage({ structs: 50 }) },
    ))

  it('[G1] 20,001 structs are too many even for a sync', () => {
    const structs = Array.from({ length: 20_001 }, (_, i) => ({ deleted: 1, root: 'u:mallory', key: `k${i}` }))
    const update = forge([{ client: CLIENT.mallory, clock: NEXT, structs }])
    expectRefused(update, { rule: 'G1', code: 'guard.too_many_structs' }, { kind: 'sync' })
  })

  it('[G1] one update cannot introduce client ids without end', () => {
    const clients = Array.from({ length: 201 }, (_, i) => ({
      client: 5000 + i,
      structs: [{ any: [comment('x')], root: 'u:mallory', key: `k${i}` }],
    }))
    expectRefused(forge(clients), { rule: 'G1', code: 'guard.too_many_clients' })
  })
})

describe('[G1] cost', () => {
  it('[G1] the same entry begun over and over is refused: finding the places takes Yjs seconds', () => {
    const structs = Array.from({ length: 201 }, () => ({ deleted: 1, root: 'u:mallory', key: 'k' }))
    const update = (n: number) => forge([{ client: CLIENT.mallory, clock: NEXT, structs: structs.slice(0, n) }])
    expectRefused(update(201), { rule: 'G1', code: 'guard.too_many_firsts' })
    expect(stage().check(update(200), mallory, 'update').ok).toBe(true)
  })
})

describe('[G2] only well-formed Yjs V1', () => {
  const garbled = { rule: 'G2', code: 'guard.garbled' }
  const entry = { any: [comment('x')], root: 'u:mallory', key: 'k' }

  it('[G2] V2 encoding is refused', () => {
    const doc = authorDoc(CLIENT.NEW)
    addEntry(doc, 'mallory', { kind: 'comment', text: 'x' })
    expectRefused(Y.encodeStateAsUpdateV2(doc), garbled)
    expectRefused(Y.encodeStateAsUpdateV2(new Y.Doc()), garbled)
  })

  it.each([
    ['nothing at all', []],
    ['a promise of four billion clients', [255, 255, 255, 255, 15]],
    ['a promise of four billion structs', [1, 255, 255, 255, 255, 15, 1, 0]],
    ['a promise of four billion deletions', [0, 1, 1, 255, 255, 255, 255, 15]],
    ['a number that never ends', [1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]],
    ['a value list longer than the update', [1, 1, 1, 0, 40, 1, 1, 117, 1, 107, 255, 255, 255, 127, 0]],
    ['a struct without length', [1, 1, 1, 0, 33, 1, 1, 117, 1, 107, 0, 0]],
    ['a list of values without values', [1, 1, 1, 0, 40, 1, 1, 117, 1, 107, 0, 0]],
    ['text that is not UTF-8', [1, 1, 1, 0, 40, 1, 1, 255, 1, 107, 1, 126, 0]],
  ])('[G2] %s', (_, bytes) => expectRefused(Uint8Array.from(bytes), garbled))

  it('[G2] an update cut short at any byte is refused', () => {
    const whole = byMallory(entry)
    for (let length = 0; length < whole.length; length++) {
      const guard = stage()
      const before = fingerprint(guard)
      expect(guard.check(whole.subarray(0, length), mallory, 'update')).toMatchObject({
        violation: { code: garbled.code },
      })
      expect(fingerprint(guard)).toEqual(before)
    }
  })

  it('[G2] bytes after the end are refused', () => expectRefused(Uint8Array.from([...byMallory(entry), 0]), garbled))

  it('[G2] giant clocks and lengths are refused: they would make the document unreadable', () => {
    const at = (clock: number) => forge([{ client: CLIENT.NEW, clock, structs: [entry] }])
    expectRefused(at(2 ** 40), garbled)
    expectRefused(at(2 ** 31), { rule: 'G2', code: 'guard.giant_clock' })
    const long = { deleted: 2 ** 31, root: 'u:mallory', key: 'k' }
    expectRefused(forge([{ client: CLIENT.mallory, clock: NEXT, structs: [long] }]), {
      rule: 'G2',
      code: 'guard.giant_clock',
    })
    expectRefused(forge([], [[CLIENT.mallory, 2 ** 31, 1]]), { rule: 'G2', code: 'guard.giant_clock' })
  })

  it('[G2] a client listed twice is refused: Yjs would drop the first list', () => {
    const twice = { client: CLIENT.mallory, clock: NEXT, structs: [entry] }
    expectRefused(forge([twice, twice]), { rule: 'G2', code: 'guard.disordered' })
    const range = [CLIENT.mallory, 0, 1] as const
    expectRefused(forge([], [range, range]), { rule: 'G2', code: 'guard.disordered' })
  })

  it('[G2] overlapping deletions are refused: walking them costs more than sending them', () => {
    const update = Uint8Array.from([0, 1, 235, 7, 2, 0, 2, 1, 1])
    expectRefused(update, { rule: 'G2', code: 'guard.disordered' })
  })

  it('[G2] a struct that leans on itself is refused', () =>
    expectRefused(byMallory({ any: [comment('x')], origin: [CLIENT.mallory, NEXT] }), {
      rule: 'G2',
      code: 'guard.inapplicable',
    }))
})

describe('[G3] only plain JSON entries in maps', () => {
  const at = { root: 'u:mallory', key: 'k' }
  it.each([
    ['collected garbage', { gc: 1 }, 'guard.gc'],
    ['a sub-document', { subdocument: 'doc', ...at }, 'guard.subdocument'],
    ['a nested type', { map: true as const, ...at }, 'guard.content'],
    ['text content', { string: 'x', ...at }, 'guard.content'],
    [
      'an item inside a nested type',
      { any: [comment('x')], parent: [CLIENT.mallory, 0] as const, key: 'k' },
      'guard.nested',
    ],
    ['an array on a map root', { any: [comment('x')], root: 'u:mallory' }, 'guard.not_a_map'],
    ['bytes as a value', { any: [new Uint8Array(3)], ...at }, 'guard.not_json'],
    ['undefined as a value', { any: [undefined], ...at }, 'guard.not_json'],
    ['a big integer', { any: [10n], ...at }, 'guard.not_json'],
    ['a replaced prototype', { any: [JSON.parse('{"__proto__":{"v":1}}')], ...at }, 'guard.not_json'],
    ['a tower of lists', { any: [[[[[[[[[[1]]]]]]]]]], ...at }, 'guard.too_deep'],
  ])('[G3] %s is refused', (_, struct, code) => expectRefused(byMallory(struct), { rule: 'G3', code }))

  it('[G3] a sub-document made by Yjs itself is refused', () => {
    const doc = authorDoc(CLIENT.NEW)
    doc.getMap('u:mallory').set('k', new Y.Doc())
    expectRefused(Y.encodeStateAsUpdate(doc), { rule: 'G3', code: 'guard.subdocument' })
  })
})

describe('[G4] nobody speaks under another client id', () => {
  const foreign = { rule: 'G4', code: 'guard.foreign_client', retryable: true }

  it("[G4] another's client id is refused, even in one's own root", () =>
    expectRefused(
      forge([{ client: CLIENT.ruth, clock: NEXT, structs: [{ any: [comment('x')], root: 'u:mallory', key: 'k' }] }]),
      foreign,
    ))

  it("[G4] another's client id is refused when only the binding is known, not yet an edit", () => {
    const guard = new Guard({ bindings: [[CLIENT.NEW, 'ruth']] })
    const update = forge([{ client: CLIENT.NEW, structs: [{ any: [comment('x')], root: 'u:mallory', key: 'k' }] }])
    expectRefused(update, foreign, { guard })
  })

  it("[G4] own and another's structs in one update are refused together", () =>
    expectRefused(
      forge([
        { client: CLIENT.mallory, clock: NEXT, structs: [{ any: [comment('mine')], root: 'u:mallory', key: 'k' }] },
        { client: CLIENT.ruth, clock: NEXT, structs: [{ any: [comment('not mine')], root: 'u:ruth', key: 'k' }] },
      ]),
      foreign,
    ))

  it('[G4] the first actor keeps a client id', () => {
    const guard = stage()
    guard.bind(CLIENT.ruth, 'mallory')
    expect(guard.actorOf(CLIENT.ruth)).toBe('ruth')
  })
})

describe("[G5] only one's own root changes", () => {
  const foreignRoot = { rule: 'G5', code: 'guard.foreign_root', retryable: true }

  it("[G5] a new entry in another's root is refused", () =>
    expectRefused(byMallory({ any: [comment('forged')], root: 'u:ruth', key: 'forged' }), foreignRoot))

  it("[G5] another's entry is not overwritten by its key", () =>
    expectRefused(byMallory({ any: [comment('forged')], root: 'u:ruth', key: 'one' }), foreignRoot))

  it("[G5] another's entry is not edited by leaning on it", () =>
    expectRefused(byMallory({ any: [comment('forged')], origin: [CLIENT.ruth, 0] }), foreignRoot))

  it("[G5] another's entry is not edited by an item that is deleted already", () =>
    expectRefused(byMallory({ deleted: 1, origin: [CLIENT.ruth, 0] }), foreignRoot))

  it("[G5] another's edit made with Yjs itself is refused", () => {
    const guard = stage()
    const doc = authorDoc(CLIENT.NEW)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(guard.doc))
    const before = Y.encodeStateVector(doc)
    editEntry(doc, 'ruth', 'one', { text: 'forged' })
    expectRefused(Y.encodeStateAsUpdate(doc, before), foreignRoot, { guard })
    expectRefused(Y.encodeStateAsUpdate(doc), foreignRoot, { guard: stage(), kind: 'sync' })
  })

  it("[G5] another's entry is not deleted by a delete set alone", () =>
    expectRefused(forge([], [[CLIENT.ruth, 0, 1]]), foreignRoot))

  it("[G5] own and another's deletions in one update are refused together", () => {
    expectRefused(
      forge(
        [],
        [
          [CLIENT.mallory, 0, 1],
          [CLIENT.ruth, 0, 1],
        ],
      ),
      foreignRoot,
    )
  })

  it("[G5] an own new entry does not carry another's deletion through", () => {
    const structs = [{ any: [comment('mine')], root: 'u:mallory', key: 'k' }]
    expectRefused(forge([{ client: CLIENT.mallory, clock: NEXT, structs }], [[CLIENT.shop, 1, 1]]), foreignRoot)
  })

  it.each(['u:nobody', 'notes', 'u:', ''])('[G5] a new root "%s" is refused', (root) =>
    expectRefused(byMallory({ any: [comment('x')], root, key: 'k' }), {
      rule: 'G5',
      code: 'guard.new_root',
      retryable: true,
    }),
  )

  it('[G5] structs that are known already cannot open a root either', () => {
    const known = { any: [comment('x')], root: 'u:pollution', key: 'k' }
    const more = { any: [comment('y')], root: 'u:mallory', key: 'more' }
    expectRefused(
      forge([
        { client: CLIENT.ruth, clock: 0, structs: [known] },
        { client: CLIENT.mallory, clock: NEXT, structs: [more] },
      ]),
      { rule: 'G5', code: 'guard.new_root', retryable: true },
    )
  })
})

describe('[G6] nothing is left pending', () => {
  const pending = { rule: 'G6', code: 'guard.pending', retryable: true }
  const entry = { any: [comment('x')], root: 'u:mallory', key: 'k' }

  it('[G6] a gap in the own clock is refused', () =>
    expectRefused(forge([{ client: CLIENT.mallory, clock: NEXT + 5, structs: [entry] }]), pending))

  it('[G6] a gap inside the update is refused', () =>
    expectRefused(forge([{ client: CLIENT.mallory, clock: NEXT, structs: [entry, { skip: 4 }, entry] }]), pending))

  it('[G6] leaning on what is not there is refused', () =>
    expectRefused(byMallory({ any: [comment('x')], origin: [4242, 17] }), pending))

  it('[G6] a struct that is known cannot come again with neighbours that are not there', () => {
    const again = {
      client: CLIENT.mallory,
      clock: 0,
      structs: [{ any: [comment('x')], origin: [CLIENT.ruth, 50] as const }],
    }
    expectRefused(forge([again]), pending)
    expectRefused(forge([again, { client: CLIENT.NEW, structs: [entry] }]), pending)
  })

  it('[G6] deleting what is not there is refused: it would wait for its victim', () => {
    expectRefused(forge([], [[CLIENT.ruth, NEXT, 10]]), pending)
    expectRefused(forge([], [[4242, 0, 1]]), pending)
  })

  it('[G6] a bomb of pending structs is refused', () => {
    const clients = Array.from({ length: 150 }, (_, i) => ({ client: 9000 + i, clock: 1, structs: [entry] }))
    expectRefused(forge(clients), pending)
  })
})

describe('[G7] what is written is an entry, in a place of its own', () => {
  const at = { root: 'u:mallory', key: 'k' }

  it.each([
    ['an unknown kind', { v: 1, kind: 'signature', at: 1 }, 'entry.kind'],
    ['a field too many', { ...comment('x'), admin: true }, 'entry.unknown_field'],
    [
      'a mark off the page',
      { v: 1, kind: 'annotation', page: 'p', shape: 'pin', at: 1, geometry: { x: 9, y: 0 } },
      'entry.x',
    ],
    ['an entry that is no object', 'hello', 'entry.not_an_object'],
    ['null', null, 'entry.not_an_object'],
  ])('[G7] %s is refused', (_, value, code) => expectRefused(byMallory({ any: [value], ...at }), { rule: 'G7', code }))

  it('[G7] an entry over 64 KB is refused although the update is small enough', () => {
    const points = Array.from({ length: 9_900 }, (_, i) => (i % 10_000) / 10_000)
    const value = { v: 1, kind: 'annotation', page: 'p', shape: 'freehand', at: 1, geometry: { points } }
    expectRefused(byMallory({ any: [value], ...at }), { rule: 'G7', code: 'entry.too_large' })
  })

  it('[G7] a bad value hidden behind a good one, or deleted at once, is refused', () => {
    const bad = { v: 1, kind: 'signature', at: 1 }
    const both = [{ client: CLIENT.mallory, clock: NEXT, structs: [{ any: [bad, comment('good')], ...at }] }]
    expectRefused(forge(both, [[CLIENT.mallory, NEXT, 2]]), { rule: 'G7', code: 'entry.kind' })
    const update = forge(
      [{ client: CLIENT.mallory, clock: NEXT, structs: [{ any: [bad], ...at }] }],
      [[CLIENT.mallory, NEXT, 1]],
    )
    expectRefused(update, { rule: 'G7', code: 'entry.kind' })
  })

  it.each(['', 'a b', '../x', 'x'.repeat(65)])('[G7] the entry id "%s" is refused', (key) =>
    expectRefused(byMallory({ any: [comment('x')], root: 'u:mallory', key }), { rule: 'G7', code: 'guard.entry_id' }),
  )

  it('[G7] several living values under one key are refused, also half deleted ones; deleted ones are not', () => {
    const structs = [{ any: [comment('a'), comment('b')], ...at }]
    const update = (...deleted: [number, number, number][]) =>
      forge([{ client: CLIENT.mallory, clock: NEXT, structs }], deleted)
    const several = { rule: 'G7', code: 'guard.several_values' }
    expectRefused(update(), several)
    expectRefused(update([CLIENT.mallory, NEXT, 1]), several)
    expectRefused(update([CLIENT.mallory, NEXT + 1, 1]), several)
    expect(stage().check(update([CLIENT.mallory, NEXT, 2]), mallory, 'update').ok).toBe(true)
  })

  const tangled = { rule: 'G7', code: 'guard.tangled' }

  it.each([
    ["another's entry", { right: [CLIENT.ruth, 0] as const }],
    ['an own entry', { right: [CLIENT.mallory, 0] as const }],
    ["an own and another's", { origin: [CLIENT.mallory, 0] as const, right: [CLIENT.ruth, 0] as const }],
  ])('[G7] putting something in front of %s is refused', (_, place) =>
    expectRefused(byMallory({ any: [comment('x')], ...place }), tangled),
  )

  it('[G7] a struct half known cannot change its key', () => {
    const structs = [{ deleted: 2, root: 'u:mallory', key: 'elsewhere' }]
    expectRefused(forge([{ client: CLIENT.mallory, clock: NEXT - 1, structs }]), tangled)
  })
})

describe('[G8] the role', () => {
  const role = { rule: 'G8', code: 'guard.role' }
  const may = (canAnnotate: boolean, canResolve: boolean): GuardActor => ({ ...mallory, canAnnotate, canResolve })
  const write = (value: unknown) => byMallory({ any: [value], root: 'u:mallory', key: 'k' })
  const acts = (target: string) => [
    { v: 1, kind: 'resolve', target, resolved: true, at: 1 },
    { v: 1, kind: 'hide', target, hidden: true, at: 1 },
  ]
  const words = [
    comment('x'),
    { v: 1, kind: 'annotation', page: 'p', shape: 'pin', geometry: { x: 0, y: 0 }, at: 1 },
    { v: 1, kind: 'reply', target: 'ruth/one', text: 'x', at: 1 },
    { v: 1, kind: 'label', target: 'ruth/one', label: 'x', at: 1 },
    { v: 1, kind: 'tombstone', was: 'comment', at: 1, deletedAt: 2 },
  ]

  it.each(words)('[G8] who may not annotate may not write $kind', (value) => {
    expectRefused(write(value), role, { actor: may(false, true) })
    expectRefused(write(value), role, { actor: may(false, false) })
    expect(stage().check(write(value), may(true, false), 'update').ok).toBe(true)
  })

  it("[G8] only who may resolve settles or hides others' threads; everyone their own", () => {
    for (const act of acts('ruth/one')) {
      expectRefused(write(act), role, { actor: may(true, false) })
      expect(stage().check(write(act), may(false, true), 'update').ok).toBe(true)
    }
    for (const act of acts('mallory/one')) {
      expectRefused(write(act), role, { actor: may(false, false) })
      expect(stage().check(write(act), may(true, false), 'update').ok).toBe(true)
    }
    for (const act of acts('request:r1')) expectRefused(write(act), role, { actor: may(true, false) })
  })

  it('[G8] who may nothing may not even delete their own', () => {
    expectRefused(forge([], [[CLIENT.mallory, 0, 1]]), role, { actor: may(false, false) })
    expect(stage().check(forge([], [[CLIENT.mallory, 0, 1]]), may(true, false), 'update').ok).toBe(true)
  })

  it('[G8] who may nothing may still say what is known: nothing new', () => {
    const guard = stage()
    const all = Y.encodeStateAsUpdate(guard.doc)
    expect(guard.check(all, may(false, false), 'sync')).toEqual({ ok: true, empty: true, clientIds: [] })
  })
})

describe('[G9] an act points at something that is or was', () => {
  const write = (target: string) =>
    byMallory({ any: [{ v: 1, kind: 'reply', target, text: 'x', at: 1 }], root: 'u:mallory', key: 'k' })
  const noTarget = { rule: 'G9', code: 'guard.no_target', retryable: true }

  it('[G9] a reply to what never was is refused: it would make others seem to have deleted something', () => {
    expectRefused(write('shop/never'), noTarget)
    expectRefused(write('nobody/one'), noTarget)
  })

  it('[G9] a reply to what is deleted by now, to an own entry of the same update, or to a request is accepted', () => {
    for (const target of ['shop/gone', 'mallory/k', 'request:r1']) {
      expect(stage().check(write(target), mallory, 'update').ok).toBe(true)
    }
  })
})

describe('[G10] all or nothing', () => {
  it('[G10] many refusals in a row leave the shadow as it was, also after it was folded', () => {
    const guard = stage()
    const doc = authorDoc(CLIENT.NEW)
    doc.on('update', (update: Uint8Array) => expect(guard.check(update, shop, 'update').ok).toBe(true))
    for (let i = 0; i < 400; i++) addEntry(doc, 'shop', { kind: 'comment', text: `${i} ${'x'.repeat(3500)}` })
    const before = fingerprint(guard)
    for (let i = 0; i < 3; i++) expect(guard.check(forge([], [[CLIENT.ruth, 0, 2]]), mallory, 'update').ok).toBe(false)
    expect(fingerprint(guard)).toEqual(before)
  })

  it('[G10] the caller may use the bytes of an accepted update again', () => {
    const guard = stage()
    const update = byMallory({ any: [comment('x')], root: 'u:mallory', key: 'k' })
    expect(guard.check(update, mallory, 'update').ok).toBe(true)
    const before = fingerprint(guard)
    update.fill(255)
    expect(guard.check(forge([], [[CLIENT.ruth, 0, 2]]), mallory, 'update').ok).toBe(false)
    expect(fingerprint(guard)).toEqual(before)
  })

  it('[G10] trusted state that Yjs cannot read is reported, and changes nothing', () => {
    const guard = stage()
    const before = fingerprint(guard)
    expect(() => guard.feed(Uint8Array.from([1, 1, 1, 0, 8]))).toThrow()
    expect(fingerprint(guard)).toEqual(before)
  })
})
