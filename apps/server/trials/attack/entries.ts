import { deleteEntry, editEntry, rootName } from '@proofroom/proof'
import { type ForgedRange, forge } from '@proofroom/proof/testing'
import type { Attack } from './attack.ts'
import { asNew, comment, type Forgery, forged, type Materials, written } from './forgery.ts'

const own = ({ client, root }: Materials) => ({
  client,
  structs: [{ any: [comment('mine')], root, key: 'mine' }],
})
const range = ({ client, clock }: { client: number; clock: number }): ForgedRange => [client, clock, 1]

/** Other people's entries: written over, taken away, changed, added to. */
const FORGERIES: Forgery[] = [
  {
    kind: "a new entry in another's root",
    forge: (m) => asNew(m, { any: [comment('I agree.')], root: m.victim.root, key: 'forged' }),
  },
  {
    kind: "another's entry overwritten by its key",
    forge: (m) => asNew(m, { any: [comment('forged')], root: m.victim.root, key: m.victim.key }),
  },
  {
    kind: "another's entry replaced by leaning on it",
    forge: (m) => asNew(m, { any: [comment('forged')], origin: [m.victim.client, m.victim.clock] }),
  },
  {
    kind: "another's entry displaced by something already deleted",
    forge: (m) => asNew(m, { deleted: 1, origin: [m.victim.client, m.victim.clock] }),
  },
  {
    kind: "another's entry edited with Yjs itself",
    forge: (m) => written(m, (doc) => void editEntry(doc, m.victim.actorId, m.victim.key, { text: 'forged' })),
  },
  {
    kind: "another's entry deleted with Yjs itself",
    forge: (m) => written(m, (doc) => void deleteEntry(doc, m.victim.actorId, m.victim.key)),
  },
  { kind: "a delete set alone, of another's entry", forge: (m) => forge([], [range(m.victim)]) },
  {
    kind: 'everything in the room deleted',
    forge: (m) =>
      written(m, (doc) => doc.transact(() => m.doc.share.forEach((_, name) => void doc.getMap(name).clear()))),
  },
  {
    kind: "an own new entry that carries another's deletion",
    forge: (m) => forge([own(m)], [range(m.other)]),
  },
  {
    kind: "own and another's entries written in one update",
    forge: (m) =>
      asNew(
        m,
        { any: [comment('mine')], root: m.root, key: 'mine' },
        { any: [comment('not mine')], root: m.victim.root, key: 'forged' },
      ),
  },
  {
    kind: "an own entry tied behind another's",
    forge: (m) =>
      forge([
        {
          client: m.client,
          structs: [
            { any: [comment('mine')], root: m.root, key: 'mine' },
            { any: [comment('tied')], origin: [m.other.client, m.other.clock], right: [m.client, 0] },
          ],
        },
      ]),
  },
  {
    kind: "another's entry moved into an own root",
    forge: (m) =>
      forge(
        [{ ...m.victim, structs: [{ any: [comment('moved')], root: m.root, key: 'x' }] }, own(m)],
        [range(m.victim)],
      ),
  },
  {
    kind: 'an edit of everybody in one transaction',
    forge: (m) =>
      written(m, (doc) =>
        doc.transact(() => {
          for (const { root, key } of [m.victim, m.other]) doc.getMap(root).set(key, comment('forged'))
          doc.getMap(rootName(m.me)).set('mine', comment('mine'))
        }),
      ),
  },
]

export const ENTRIES: Attack[] = FORGERIES.map(forged)
