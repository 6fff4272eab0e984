import type { NewEntry, Projection } from '@proofroom/proof'
import type { RoomSession } from '../../src/proofs/room/types.ts'
import type { Random } from './random.ts'

/** What somebody can do in a room with their hands, each as often as its weight says. */
export const ACTS = {
  mark: 16,
  comment: 4,
  edit: 9,
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

/** Does one of them, if there is anything to do it to. */
export function act(what: Act, room: RoomSession, { random, page, canResolve }: Setting): void {
  const said = saidIn(room.projection.get())
  const mine = random.pick(said.filter((one) => one.actorId === room.actorId && !one.deleted))
  const threads = said.filter((one) => 'replies' in one)
  const any = random.pick(threads)
  const mayDecide = random.pick(threads.filter((one) => canResolve || one.actorId === room.actorId))
  switch (what) {
    case 'mark':
      return void room.add(randomMark(random, page))
    case 'comment':
      return void room.add({ kind: 'comment', text: words(random) })
    case 'edit':
      return mine && room.edit(mine.id, { text: words(random) })
    case 'remove':
      return mine && room.remove(mine.id)
    case 'reply':
      return void (any && room.reply(any.ref, words(random)))
    case 'resolve':
      return mayDecide && room.resolve(mayDecide.ref, random.chance(0.7))
    case 'hide':
      return mayDecide && room.hide(mayDecide.ref, random.chance(0.7))
    case 'undo':
      return room.undo()
    case 'redo':
      return room.redo()
    case 'point':
      return room.setCursor({ page, x: random.next(), y: random.next() })
    case 'sendDraft': {
      const draft = random.pick(room.drafts.get())
      return draft && room.sendDraft(draft.id, page)
    }
  }
}

function saidIn({ annotations, comments }: Projection) {
  const threads = [...annotations, ...comments]
  return [...threads, ...threads.flatMap((thread) => thread.replies)]
}

const words = (random: Random): string =>
  `${random.pick(['Lower', 'Larger', 'Walnut', 'The H'])} ${random.below(10_000)}`

function randomMark(random: Random, page: string): NewEntry {
  const place = () => Math.round(random.next() * 10_000) / 10_000
  const text = words(random)
  switch (random.weighted({ pin: 4, ellipse: 3, arrow: 3, freehand: 4 })) {
    case 'pin':
      return { kind: 'annotation', page, text, shape: 'pin', geometry: { x: place(), y: place() } }
    case 'ellipse': {
      const geometry = { x: place(), y: place(), w: place() / 2, h: place() / 2 }
      return { kind: 'annotation', page, text, shape: 'ellipse', geometry }
    }
    case 'arrow': {
      const geometry = { x1: place(), y1: place(), x2: place(), y2: place() }
      return { kind: 'annotation', page, text, shape: 'arrow', geometry }
    }
    case 'freehand': {
      const points = Array.from({ length: 2 * (2 + random.below(40)) }, place)
      return { kind: 'annotation', page, shape: 'freehand', geometry: { points } }
    }
  }
}
