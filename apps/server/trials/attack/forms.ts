import { addEntry } from '@proofroom/proof'
import { forge } from '@proofroom/proof/testing'
import * as Y from 'yjs'
import { type Attack, isRefused, tally } from './attack.ts'
import { asNew, comment, type Forgery, forged, type Materials, materialsOf, written } from './forgery.ts'

const at = ({ root }: Materials, key = 'k') => ({ root, key })
const many = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Updates that no honest client makes: bombs, other shapes of content, other encodings, lies about numbers. */
const FORGERIES: Forgery[] = [
  {
    kind: 'pending: a gap in the own clock',
    forge: (m) => forge([{ client: m.client, clock: 5, structs: [{ any: [comment('x')], ...at(m) }] }]),
  },
  {
    kind: 'pending: leaning on what is not there',
    forge: (m) => asNew(m, { any: [comment('x')], origin: [4242, 17] }),
  },
  {
    kind: 'pending: deleting what is yet to come',
    forge: (m) => forge([], [[m.victim.client, m.victim.next + 500, 9]]),
  },
  {
    kind: 'pending: a bomb of 150 waiting clients',
    forge: (m) =>
      forge(many(150).map((i) => ({ client: m.client + i, clock: 1, structs: [{ any: [comment('x')], ...at(m) }] }))),
  },
  {
    kind: 'pending: a known struct again, with a neighbour that is not there',
    forge: (m) =>
      forge([{ client: m.victim.client, clock: 0, structs: [{ any: [comment('x')], origin: [4242, 50] }] }]),
  },
  { kind: 'a new root', forge: (m) => asNew(m, { any: [{ paid: true }], root: 'orders', key: 'k' }) },
  { kind: 'a root without a name', forge: (m) => asNew(m, { any: [comment('x')], root: '', key: 'k' }) },
  {
    kind: 'the root of somebody who is not there',
    forge: (m) => asNew(m, { any: [comment('x')], root: 'u:nobody', key: 'k' }),
  },
  { kind: 'a list on a map root', forge: (m) => asNew(m, { any: [comment('x')], root: m.root }) },
  { kind: "a list on another's map root", forge: (m) => asNew(m, { any: [1], root: m.victim.root }) },
  { kind: 'text on a map root', forge: (m) => asNew(m, { string: 'hello', root: m.root }) },
  { kind: 'text as an entry', forge: (m) => asNew(m, { string: 'x', ...at(m) }) },
  { kind: 'a nested type', forge: (m) => asNew(m, { map: true, ...at(m) }) },
  { kind: 'a sub-document', forge: (m) => asNew(m, { subdocument: 'doc', ...at(m) }) },
  {
    kind: 'a sub-document made by Yjs',
    forge: (m) => written(m, (doc) => void doc.getMap(m.root).set('k', new Y.Doc())),
  },
  { kind: 'collected garbage', forge: (m) => asNew(m, { gc: 3 }) },
  { kind: 'bytes as an entry', forge: (m) => asNew(m, { any: [new Uint8Array(3)], ...at(m) }) },
  { kind: 'a replaced prototype', forge: (m) => asNew(m, { any: [JSON.parse('{"__proto__":{"v":1}}')], ...at(m) }) },
  { kind: 'a tower of lists', forge: (m) => asNew(m, { any: [tower(2_000)], ...at(m) }) },
  { kind: 'several values under one key', forge: (m) => asNew(m, { any: [comment('a'), comment('b')], ...at(m) }) },
  {
    kind: 'a giant clock',
    forge: (m) => forge([{ client: m.client, clock: 2 ** 31, structs: [{ any: [comment('x')], ...at(m) }] }]),
  },
  { kind: 'a giant length', forge: (m) => asNew(m, { deleted: 2 ** 31 + 1, ...at(m) }) },
  {
    kind: 'a clock beyond all numbers',
    forge: (m) => forge([{ client: m.client, clock: 2 ** 52, structs: [{ any: [comment('x')], ...at(m) }] }]),
  },
  { kind: 'the V2 encoding', forge: inV2 },
  {
    kind: 'a client listed twice',
    forge: (m) => forge(many(2).map(() => ({ client: m.client, structs: [{ any: [comment('x')], ...at(m) }] }))),
  },
  { kind: 'deletions that overlap', forge: () => Uint8Array.from([0, 1, 235, 7, 2, 0, 2, 1, 1]) },
  { kind: 'a promise of four billion structs', forge: () => Uint8Array.from([1, 255, 255, 255, 255, 15, 1, 0]) },
  { kind: 'a promise of four billion deletions', forge: () => Uint8Array.from([0, 1, 1, 255, 255, 255, 255, 15]) },
  {
    kind: 'an update cut short',
    forge: (m) => {
      const whole = asNew(m, { any: [comment('x')], ...at(m) })
      return whole.subarray(0, whole.length - 2)
    },
  },
  { kind: 'bytes after the end', forge: (m) => Uint8Array.of(...asNew(m, { any: [comment('x')], ...at(m) }), 0) },
  {
    kind: 'the same entry begun over and over',
    forge: (m) => asNew(m, ...many(201).map(() => ({ deleted: 1, ...at(m) }))),
  },
  { kind: 'too many structs', forge: (m) => asNew(m, ...many(20_001).map((i) => ({ deleted: 1, ...at(m, `k${i}`) }))) },
  {
    kind: 'client ids by the hundreds',
    forge: (m) =>
      forge(many(201).map((i) => ({ client: m.client + i, structs: [{ any: [comment('x')], ...at(m, `k${i}`) }] }))),
  },
  { kind: 'an entry over 64 KB', forge: (m) => asNew(m, { any: [comment('x'.repeat(70_000))], ...at(m) }) },
]

const tower = (floors: number): unknown => {
  let value: unknown = 1
  for (let i = 0; i < floors; i++) value = [value]
  return value
}

function inV2({ me, client }: Materials): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = client
  addEntry(doc, me, { kind: 'comment', text: 'x' })
  return Y.encodeStateAsUpdateV2(doc)
}

const honestEntries = (m: Materials, count: number) =>
  asNew(m, ...many(count).map((i) => ({ any: [comment('x'.repeat(3_900))], ...at(m, `k${i}`) })))

const OVERSIZE: Attack[] = [
  {
    kind: 'an update over 256 KB',
    async run(stage) {
      const intruder = await stage.intruder()
      intruder.say(honestEntries(materialsOf(stage, intruder), 70))
      return tally([isRefused(stage, intruder)])
    },
  },
  {
    kind: 'a SyncStep2 over 4 MB',
    async run(stage) {
      const intruder = await stage.intruder()
      intruder.say(honestEntries(materialsOf(stage, intruder), 1_100), 'step2')
      return tally([isRefused(stage, intruder)])
    },
  },
]

export const FORMS: Attack[] = [...FORGERIES.map(forged), ...OVERSIZE]
