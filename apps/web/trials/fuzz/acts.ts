import type { NewEntry, ProjectedAnnotation, ProjectedReply, ProjectedThread, Projection } from '@proofroom/proof'
import type { RoomSession } from '../../src/proofs/room/types.ts'
import type { Random } from './random.ts'

type Said = ProjectedAnnotation | ProjectedThread | ProjectedReply

/** Where somebody is, and what they could do something to. */
type Setting = {
  room: RoomSession
  random: Random
  page: string
  mine: Said | undefined
  any: ProjectedThread | undefined
  mayDecide: ProjectedThread | undefined
}
/** How often it is done among the others, and what it is. Gives the id of what is newly said. */
type Act = readonly [weight: number, act: (setting: Setting) => unknown]

/** What somebody can do in a room with their hands. */
const ACTS: Readonly<Record<string, Act>> = {
  mark: [16, ({ room, random, page }) => room.add(randomMark(random, page))],
  comment: [4, ({ room, random }) => room.add({ kind: 'comment', text: words(random) })],
  reply: [7, ({ room, random, any }) => any && room.reply(any.ref, words(random))],
  edit: [8, ({ room, random, mine }) => mine && room.edit(mine.id, { text: words(random) })],
  move: [3, ({ room, random, mine }) => isPin(mine) && room.edit(mine.id, { geometry: spot(random) })],
  remove: [4, ({ room, mine }) => mine && room.remove(mine.id)],
  resolve: [6, ({ room, random, mayDecide }) => mayDecide && room.resolve(mayDecide.ref, random.chance(0.7))],
  hide: [3, ({ room, random, mayDecide }) => mayDecide && room.hide(mayDecide.ref, random.chance(0.7))],
  undo: [7, ({ room }) => room.undo()],
  redo: [4, ({ room }) => room.redo()],
  point: [4, ({ room, random, page }) => room.setCursor({ page, ...spot(random) })],
  sendDraft: [
    2,
    ({ room, random, page }) => {
      const draft = random.pick(room.drafts.get())
      if (draft) room.sendDraft(draft.id, page)
    },
  ],
}

export type Chosen = { name: string; act: (room: RoomSession) => string | undefined }

/** Something to do, for somebody who may decide about others' threads or not. */
export function choose(random: Random, page: string, canResolve: boolean): Chosen {
  const [name, act] = random.weighted(ACTS)
  return {
    name,
    act(room) {
      const threads = threadsIn(room.projection.get())
      const said: Said[] = [...threads, ...threads.flatMap((thread) => thread.replies)]
      const id = act({
        ...{ room, random, page },
        mine: random.pick(said.filter((one) => one.actorId === room.actorId && !one.deleted)),
        any: random.pick(threads),
        mayDecide: random.pick(threads.filter((one) => canResolve || one.actorId === room.actorId)),
      })
      return typeof id === 'string' ? id : undefined
    },
  }
}

const threadsIn = ({ annotations, comments }: Projection): ProjectedThread[] => [...annotations, ...comments]

const isPin = (said: Said | undefined): said is ProjectedAnnotation =>
  said !== undefined && 'shape' in said && said.shape === 'pin'

const words = (random: Random): string => `${random.pick(['Lower', 'Larger', 'Walnut', 'The H'])} ${random.below(1e4)}`
const place = (random: Random): number => Math.round(random.next() * 10_000) / 10_000
const spot = (random: Random) => ({ x: place(random), y: place(random) })

export function randomMark(random: Random, page: string): NewEntry {
  const length = () => place(random)
  const { x: x1, y: y1 } = spot(random)
  const said = { kind: 'annotation', page, text: words(random) } as const
  const marks: NewEntry[] = [
    { ...said, shape: 'pin', geometry: { x: x1, y: y1 } },
    { ...said, shape: 'ellipse', geometry: { x: x1, y: y1, w: length() / 2, h: length() / 2 } },
    { ...said, shape: 'arrow', geometry: { x1, y1, x2: length(), y2: length() } },
    {
      ...{ kind: 'annotation', page, shape: 'freehand' },
      geometry: { points: Array.from({ length: 2 * (2 + random.below(40)) }, length) },
    },
  ]
  return marks[random.below(marks.length)] as NewEntry
}
