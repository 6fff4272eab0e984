import type { PersonDto, ProofDto, VersionDto } from '@proofroom/contract'
import {
  type ProjectedAnnotation,
  type ProjectedReply,
  type ProjectedThread,
  type Projection,
  project,
} from '@proofroom/proof'
import type * as Y from 'yjs'

export type By = { actorId: string; name: string; side: 'shop' | 'customer' }
export type Reply = {
  ref: string
  by: By
  text: string
  at: string
  editedAt: string | null
  hidden: boolean
  deleted: boolean
}
export type Comment = Reply & {
  /** As people see it in the room. */
  number: number
  page: { id: string; number: number | null; name: string | null } | null
  settled: { by: By; at: string } | null
  labels: { label: string; by: By }[]
  replies: Reply[]
}
/** Shape and geometry as packages/proof has them: 0 to 1 of the page, from its top left corner. */
export type Annotation = Comment & Pick<ProjectedAnnotation, 'shape' | 'geometry'>

export type Exported = {
  proof: { id: string; title: string; order: string; customer: string; shop: string }
  version: { id: string; number: number; state: VersionDto['state'] }
  exportedAt: string
  annotations: Annotation[]
  comments: Comment[]
  /** Change requests that were answered in this room. */
  requests: { id: string; number: number | null; text: string | null; replies: Reply[] }[]
}

/** What people see of a version's room, under the names that the API knows them by. */
export function gather(doc: Y.Doc, proof: ProofDto, version: VersionDto, now = new Date()): Exported {
  const { annotations, comments, requestReplies } = project(doc, actorsOf(proof.people))
  const words = wordsOf(proof.people, version)
  return {
    proof: {
      ...{ id: proof.id, title: proof.title, order: proof.orderLabel },
      ...{ customer: proof.customerName, shop: proof.shopName },
    },
    version: { id: version.id, number: version.number, state: version.state },
    exportedAt: now.toISOString(),
    annotations: annotations.map((mark) => ({ ...words.comment(mark), shape: mark.shape, geometry: mark.geometry })),
    comments: comments.map(words.comment),
    requests: answered(requestReplies, proof, words.reply),
  }
}

const actorsOf = (people: PersonDto[]) =>
  Object.fromEntries(
    people.map(({ actorId, side, canAnnotate, canResolve }) => [actorId, { side, canAnnotate, canResolve }]),
  )

function wordsOf(people: PersonDto[], { pages }: VersionDto) {
  const byId = new Map(people.map((person) => [person.actorId, person]))
  const by = (actorId: string): By => {
    const person = byId.get(actorId)
    const side = person?.side ?? 'customer'
    return { actorId, name: person?.name ?? (side === 'shop' ? 'Shop' : 'Guest'), side }
  }
  const page = (id: string | null): Comment['page'] => {
    if (id === null) return null
    const at = pages.findIndex((one) => one.id === id)
    return { id, number: at < 0 ? null : at + 1, name: pages[at]?.name ?? null }
  }
  const reply = (said: ProjectedReply | ProjectedThread): Reply => ({
    ...{ ref: said.ref, by: by(said.actorId), text: said.text },
    ...{ at: instant(said.at), editedAt: said.editedAt === null ? null : instant(said.editedAt) },
    ...{ hidden: said.hidden, deleted: said.deleted },
  })
  const comment = (thread: ProjectedThread): Comment => ({
    number: thread.number,
    ...reply(thread),
    page: page(thread.page),
    settled: thread.resolved && { by: by(thread.resolved.by), at: instant(thread.resolved.at) },
    labels: thread.labels.map(({ label, actorId }) => ({ label, by: by(actorId) })),
    replies: thread.replies.map(reply),
  })
  return { comment, reply }
}

function answered(
  replies: Projection['requestReplies'],
  { requests }: ProofDto,
  word: (reply: ProjectedReply) => Reply,
) {
  return Object.entries(replies).map(([id, said]) => {
    const request = requests.find((one) => one.id === id)
    return { id, number: request?.number ?? null, text: request?.text ?? null, replies: said.map(word) }
  })
}

/** The author's own clock. */
const instant = (ms: number): string => new Date(ms).toISOString()
