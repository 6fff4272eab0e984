import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Guard } from './guard.ts'
import { authorDoc, CLIENT, fingerprint, mallory, ruth, shop, stage } from './testing/attack.ts'
import { Random } from './testing/random.ts'
import { Person, Room } from './testing/room.ts'
import { addEntry, createUndo, deleteEntry, editEntry, reply, setResolved } from './write.ts'

const accepted = { ok: true, empty: false }
const nothingNew = { ok: true, empty: true, clientIds: [] }

/** Every update the document makes goes through the guard at once. */
function speakThrough(guard: Guard, doc: Y.Doc, actor = ruth): void {
  doc.on('update', (update: Uint8Array) => expect(guard.check(update, actor, 'update')).toMatchObject(accepted))
}

function offlineEvening(device: Person): void {
  for (let i = 0; i < 600; i++) {
    const id = addEntry(device.doc, 'ruth', { kind: 'comment', text: `thought ${i}` })
    editEntry(device.doc, 'ruth', id, { text: `better thought ${i}` })
    if (i % 3 === 0) deleteEntry(device.doc, 'ruth', id)
    if (i % 5 === 0) device.undo.undo()
    if (i % 7 === 0) device.undo.redo()
    if (i % 100 === 0) device.reload()
  }
}

describe('[G11] honest people are never refused', () => {
  it('[G11] add, edit, delete, undo and redo, live', () => {
    const guard = stage()
    const doc = authorDoc(CLIENT.NEW)
    speakThrough(guard, doc)
    const undo = createUndo(doc, 'ruth')
    addEntry(doc, 'ruth', { kind: 'comment', text: 'a' }, 'a')
    for (const text of ['b', 'c', 'd']) editEntry(doc, 'ruth', 'a', { text })
    for (let i = 0; i < 4; i++) undo.undo()
    for (let i = 0; i < 4; i++) undo.redo()
    deleteEntry(doc, 'ruth', 'a')
    undo.undo()
    expect(guard.doc.getMap('u:ruth').get('a')).toMatchObject({ text: 'd' })
  })

  it('[G11] a long offline evening with undo, reloads and a second device, in one sync each', () => {
    const room = new Room()
    const random = new Random(1)
    const role = { canAnnotate: true, canResolve: false }
    const phone = new Person(room, 'ruth', role, random.clientId)
    const laptop = new Person(room, 'ruth', role, random.clientId)
    for (const device of [phone, laptop]) offlineEvening(device)
    for (const device of [phone, laptop, phone, laptop]) device.connect()
    expect([...phone.verdicts, ...laptop.verdicts].filter((verdict) => !verdict.ok)).toEqual([])
    expect(phone.doc.getMap('u:ruth').toJSON()).toEqual(laptop.doc.getMap('u:ruth').toJSON())
  })

  it('[G11] what was made and deleted offline arrives as deleted content only', () => {
    const doc = authorDoc(CLIENT.NEW)
    for (const id of ['a', 'b']) {
      addEntry(doc, 'ruth', { kind: 'comment', text: id }, id)
      editEntry(doc, 'ruth', id, { text: 'once more' })
      deleteEntry(doc, 'ruth', id)
    }
    const guard = stage()
    expect(guard.check(Y.encodeStateAsUpdate(doc), ruth, 'sync')).toMatchObject(accepted)
    expect(guard.doc.getMap('u:ruth').has('a')).toBe(false)
  })

  it('[G11] a sync that repeats the whole document of everybody', () => {
    const guard = stage()
    const doc = authorDoc(CLIENT.NEW)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(guard.doc))
    expect(guard.check(Y.encodeStateAsUpdate(doc), ruth, 'sync')).toEqual(nothingNew)
    reply(doc, 'ruth', 'shop/one', 'yes')
    expect(guard.check(Y.encodeStateAsUpdate(doc), ruth, 'sync')).toEqual({ ...accepted, clientIds: [CLIENT.NEW] })
  })

  it('[G11] merged updates with holes, when the holes are known', () => {
    const guard = new Guard()
    const doc = authorDoc(CLIENT.NEW)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const text of ['a', 'b', 'c']) addEntry(doc, 'ruth', { kind: 'comment', text })
    const [first, second, third] = updates as [Uint8Array, Uint8Array, Uint8Array]
    for (const update of [first, second]) expect(guard.check(update, ruth, 'update')).toMatchObject(accepted)
    expect(guard.check(Y.mergeUpdates([first, third]), ruth, 'sync')).toMatchObject(accepted)
  })

  it('[G11] a reply to what its author deletes in the same moment', () => {
    const guard = stage()
    const [a, b] = [authorDoc(CLIENT.NEW), authorDoc(CLIENT.NEW + 1)]
    for (const doc of [a, b]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(guard.doc))
    speakThrough(guard, a, shop)
    deleteEntry(a, 'shop', 'one')
    speakThrough(guard, b, ruth)
    reply(b, 'ruth', 'shop/one', 'I had seen it')
  })

  it('[G11] after a failover: foreign edits this process has not got are refused for now, and not once the tail is read', () => {
    const [dead, alive] = [stage(), stage()]
    const doc = authorDoc(CLIENT.NEW)
    const others = authorDoc(CLIENT.NEW + 1)
    addEntry(others, 'shop', { kind: 'comment', text: 'on the dead process' }, 'late')
    const tail = Y.encodeStateAsUpdate(others)
    expect(dead.check(tail, shop, 'update')).toMatchObject(accepted)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(dead.doc))
    reply(doc, 'ruth', 'shop/late', 'seen')
    setResolved(doc, 'ruth', 'ruth/one', true)
    const sync = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(alive.doc))
    const before = fingerprint(alive)
    expect(alive.check(sync, ruth, 'sync')).toMatchObject({ ok: false, retryable: true })
    expect(fingerprint(alive)).toEqual(before)
    alive.feed(tail)
    expect(alive.check(sync, ruth, 'sync')).toEqual({ ...accepted, clientIds: [CLIENT.NEW] })
  })

  it('[G11] while something trusted is pending in the shadow', () => {
    const guard = stage()
    const doc = authorDoc(CLIENT.NEW)
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const text of ['a', 'b']) addEntry(doc, 'ruth', { kind: 'comment', text })
    guard.feed(updates[1]!)
    const other = authorDoc(CLIENT.NEW + 1)
    addEntry(other, 'shop', { kind: 'comment', text: 'meanwhile' })
    expect(guard.check(Y.encodeStateAsUpdate(other), shop, 'update')).toMatchObject(accepted)
    expect(guard.check(Y.encodeStateAsUpdate(doc), ruth, 'sync')).toMatchObject(accepted)
    expect(guard.doc.getMap('u:ruth').size).toBe(4)
  })
})

describe('[G12] what is known says nothing new', () => {
  it('[G12] contains() looks at structs and at deletions', () => {
    const guard = stage()
    const doc = authorDoc(CLIENT.NEW)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(guard.doc))
    expect(guard.contains(Y.encodeStateAsUpdate(doc))).toBe(true)
    expect(guard.contains(Y.encodeStateAsUpdate(new Y.Doc()))).toBe(true)
    const before = Y.encodeStateVector(doc)
    doc.getMap('u:ruth').delete('one')
    const deletion = Y.encodeStateAsUpdate(doc, before)
    expect(guard.contains(deletion)).toBe(false)
    expect(guard.check(deletion, ruth, 'update')).toMatchObject(accepted)
    expect(guard.contains(deletion)).toBe(true)
    addEntry(doc, 'ruth', { kind: 'comment', text: 'new' })
    expect(guard.contains(Y.encodeStateAsUpdate(doc))).toBe(false)
  })

  it('[G12] garbage is contained in nothing', () => {
    expect(stage().contains(Uint8Array.from([1, 2, 3]))).toBe(false)
  })

  it('[G12] an accepted update that comes back as a feed changes nothing', () => {
    const guard = stage()
    const doc = authorDoc(CLIENT.NEW)
    addEntry(doc, 'ruth', { kind: 'comment', text: 'new' })
    const update = Y.encodeStateAsUpdate(doc)
    guard.check(update, ruth, 'update')
    const before = fingerprint(guard)
    guard.feed(update)
    expect(fingerprint(guard)).toEqual(before)
    expect(guard.check(update, ruth, 'update')).toEqual(nothingNew)
  })
})

describe('[G13] client ids belong to people', () => {
  const update = (clientId: number, actorId: string): Uint8Array => {
    const doc = authorDoc(clientId)
    addEntry(doc, actorId, { kind: 'comment', text: 'hello' })
    return Y.encodeStateAsUpdate(doc)
  }

  it('[G13] a client id is bound by its first accepted edit, and told to the caller once', () => {
    const guard = stage()
    expect(guard.check(update(77, 'ruth'), ruth, 'update')).toEqual({ ...accepted, clientIds: [77] })
    expect(guard.actorOf(77)).toBe('ruth')
    expect(guard.check(update(77, 'mallory'), mallory, 'update')).toMatchObject({ ok: true, empty: true })
  })

  it('[G13] a refused edit binds nothing', () => {
    const guard = stage()
    expect(guard.check(update(77, 'ruth'), mallory, 'update')).toMatchObject({ ok: false })
    expect(guard.actorOf(77)).toBe(null)
  })

  it('[G13] after a restart without bindings they are read off the roots', () => {
    const first = stage()
    const restarted = new Guard()
    restarted.load(Y.encodeStateAsUpdate(first.doc))
    expect(Object.values(CLIENT).map((clientId) => restarted.actorOf(clientId))).toEqual([
      'ruth',
      'shop',
      'mallory',
      null,
    ])
  })

  it('[G13] bindings are read off what other processes send, deletions included', () => {
    const guard = stage()
    const doc = authorDoc(88)
    addEntry(doc, 'shop', { kind: 'comment', text: 'x' }, 'x')
    deleteEntry(doc, 'shop', 'x')
    guard.feed(Y.encodeStateAsUpdate(doc))
    expect(guard.actorOf(88)).toBe('shop')
  })

  it('[G13] a binding that was given outweighs what a document says', () => {
    const guard = new Guard({ bindings: [[CLIENT.ruth, 'shop']] })
    guard.load(Y.encodeStateAsUpdate(stage().doc))
    expect(guard.actorOf(CLIENT.ruth)).toBe('shop')
  })
})
