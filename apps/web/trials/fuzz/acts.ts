import type { NewEntry, Projection } from '@proofroom/proof'
import type { RoomSession } from '../../src/proofs/room/types.ts'
import type { Random } from './random.ts'

/** What somebody can do in a room with their hands, each as often as its weight says. */
export const ACTS = {
  mark: 16,
  comment: 4,
  edit: 8,
  move: 3,
  remove: 4,
  reply: 7,
  resolve: 6,
  hide: 3,
  undo: 7,
  redo: 4,
  point: 4,
  sendDraft: 2,
} as const
export type Act = keyof typeof ACTS

type Setting = { random: Random; page: string; canResolve: boolean }

/** Does one of them, if there is anything to do it to; the id of what was newly said. */
export function act(what: Act, room: RoomSession, { random, page, canResolve }: Setting): string | undefined {
  const said = saidIn(room.projection.get())
  const mine = random.pick(said.filter((one) => one.actorId === room.actorId && !one.deleted))
  const threads = said.filter((one) => 'replies' in one)
  const any = random.pick(threads)
  const mayDecide = random.pick(threads.filter((one) => canResolve || one.actorId === room.actorId))
  const draft = random.pick(room.drafts.get())
  switch (what) {
    case 'mark':
      return room.add(randomMark(random, page))
    case 'comment':
      return room.add({ kind: 'comment', text: words(random) })
    case 'reply':
      return any && room.reply(any.ref, words(random))
    case 'edit':
      if (mine) room.edit(mine.id, { text: words(random) })
      return
    case 'move':
      if (mine && 'shape' in mine && mine.shape === 'pin') room.edit(mine.id, { geometry: spot(random) })
      return
    case 'remove':
      if (mine) room.remove(mine.id)
      return
    case 'resolve':
      if (mayDecide) room.resolve(mayDecide.ref, random.chance(0.7))
      return
    case 'hide':
      if (mayDecide) room.hide(mayDecide.ref, random.chance(0.7))
      return
    case 'undo':
      return void room.undo()
    case 'redo':
      return void room.redo()
    case 'point':
      return void room.setCursor({ page, ...spot(random) })
    case 'sendDraft':
      if (draft) room.sendDraft(draft.id, page)
      return
  }
}

function saidIn({ annotations, comments }: Projection) {
  const threads = [...annotations, ...comments]
  return [...threads, ...threads.flatMap((thread) => thread.replies)]
}

const words = (random: Random): string =>
  `${random.pick(['Lower', 'Larger', 'Walnut', 'The H'])} ${random.below(10_000)}`

const place = (random: Random): number => Math.round(random.next() * 10_000) / 10_000
const spot = (random: Random) => ({ x: place(random), y: place(random) })

export function randomMark(random: Random, page: string): NewEntry {
  const length = () => place(random)
  const text = words(random)
  switch (random.weighted({ pin: 4, ellipse: 3, arrow: 3, freehand: 4 })) {
    case 'pin':
      return { kind: 'annotation', page, text, shape: 'pin', geometry: spot(random) }
    case 'ellipse': {
      const geometry = { ...spot(random), w: length() / 2, h: length() / 2 }
      return { kind: 'annotation', page, text, shape: 'ellipse', geometry }
    }
    case 'arrow': {
      const geometry = { x1: length(), y1: length(), x2: length(), y2: length() }
      return { kind: 'annotation', page, text, shape: 'arrow', geometry }
    }
    case 'freehand': {
      const points = Array.from({ length: 2 * (2 + random.below(40)) }, length)
      return { kind: 'annotation', page, shape: 'freehand', geometry: { points } }
    }
  }
}
