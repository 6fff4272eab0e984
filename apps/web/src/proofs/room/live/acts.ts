import { addEntry, deleteEntry, editEntry, parseRef, readEntry, reply, setHidden, setResolved } from '@proofroom/proof'
import type { Draft, RoomSession } from '../types.ts'
import type { Desk } from './desk.ts'
import { asNewEntry } from './drafts.ts'
import type { Unsent } from './unsent.ts'

export type Acts = Pick<
  RoomSession,
  'add' | 'edit' | 'remove' | 'reply' | 'resolve' | 'hide' | 'undo' | 'redo' | 'sendDraft' | 'dropDraft'
>

/** What a person does in the room. Where nothing may be written any more, what they say is kept as a draft. */
export function createActs(writable: () => Desk | null, unsent: Unsent): Acts {
  const write = (act: (desk: Desk) => unknown): void => {
    const desk = writable()
    if (desk) act(desk)
  }
  return {
    add(entry) {
      const desk = writable()
      return desk ? addEntry(desk.doc, desk.actorId, entry) : unsent.keepSaid(entry)
    },
    reply(target, text) {
      const desk = writable()
      return desk ? reply(desk.doc, desk.actorId, target, text) : unsent.keepSaid({ kind: 'reply', target, text })
    },
    edit: (id, patch) => write((desk) => editEntry(desk.doc, desk.actorId, id, patch)),
    remove: (id) => write((desk) => deleteEntry(desk.doc, desk.actorId, id)),
    resolve: (ref, on) => write((desk) => setResolved(desk.doc, desk.actorId, ref, on)),
    hide: (ref, on) => write((desk) => setHidden(desk.doc, desk.actorId, ref, on)),
    undo: () => write((desk) => desk.undo.undo()),
    redo: () => write((desk) => desk.undo.redo()),
    sendDraft(id, page) {
      const draft = unsent.find(id)
      const desk = writable()
      if (!draft || !desk || !isPossibleHere(desk, draft)) return
      addEntry(desk.doc, desk.actorId, asNewEntry(draft.entry, page))
      unsent.drop(id)
    },
    dropDraft: (id) => unsent.drop(id),
  }
}

/** An answer to what is not in this room would be refused, and everything after it. */
function isPossibleHere({ doc }: Desk, { entry }: Draft): boolean {
  const target = entry.kind === 'reply' ? parseRef(entry.target) : null
  return target?.type !== 'entry' || readEntry(doc, target.actorId, target.entryId) !== null
}
