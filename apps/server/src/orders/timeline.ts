import { type TimelineDto, TimelineEntryDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { type Context, type InTx, inTransaction } from '../platform/context.ts'
import { describeLife } from './life.ts'
import { loadOrder } from './store.ts'

const { auditEvents, members, participants, users } = schema
export type TimelineEvent = typeof auditEvents.$inferSelect

/** What another slice knows about its own events. Given at start, because orders knows nobody above it. */
export type TimelineDetail = (ctx: InTx, events: TimelineEvent[]) => Promise<Map<string, Partial<TimelineEntryDto>>>

const SHOWN = TimelineEntryDto.shape.kind.options
const MOST = 300

/** Everything that happened to an order, newest first, read from the audit trail. */
export function getTimeline(ctx: Context, code: string, details: TimelineDetail[]): Promise<TimelineDto> {
  return inTransaction(ctx, async (tx) => {
    const { order } = await loadOrder(tx, code)
    const found = await tx.tx
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.orderId, order.id), inArray(auditEvents.type, SHOWN)))
      .orderBy(desc(auditEvents.createdAt), desc(auditEvents.id))
      .limit(MOST)
    const events = found.filter((event) => !madeBySending(event, found))
    const names = await findNames(tx, order.id)
    const known = await Promise.all([...details.map((detail) => detail(tx, events)), describeLife(tx, order, events)])
    const entries = events.map((event) =>
      presentEvent(event, names, Object.assign({}, ...known.map((map) => map.get(event.id)))),
    )
    return { entries: order.anonymisedAt ? entries.map(withoutPictures) : entries }
  })
}

/** They are gone, or going, and browsers keep what they have seen. */
const withoutPictures = (entry: TimelineEntryDto): TimelineEntryDto => ({
  ...entry,
  proof: entry.proof && { ...entry.proof, pictures: [] },
})

/** The customer's link, made by the first send, is part of "sent". */
const madeBySending = ({ type, data, requestId }: TimelineEvent, all: TimelineEvent[]): boolean =>
  type === 'link.created' &&
  data.rights === 'decide' &&
  all.some((other) => other.type === 'proof.sent' && other.requestId === requestId)

function presentEvent(
  event: TimelineEvent,
  names: Map<string, string>,
  detail: Partial<TimelineEntryDto>,
): TimelineEntryDto {
  return {
    id: event.id,
    at: event.createdAt.toISOString(),
    kind: event.type as TimelineEntryDto['kind'],
    actor: { type: event.actorType, name: (event.actorId && names.get(event.actorId)) || null },
    proof: null,
    requests: [],
    card: null,
    source: null,
    fields: [],
    until: null,
    order: null,
    file: null,
    message: null,
    device: null,
    ...detail,
  }
}

/** Names are looked up when they are shown; the trail itself holds ids only. */
async function findNames(ctx: InTx, orderId: string): Promise<Map<string, string>> {
  const staff = await ctx.tx
    .select({ id: members.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
  const guests = await ctx.tx
    .select({ id: participants.id, name: participants.name })
    .from(participants)
    .where(eq(participants.orderId, orderId))
  return new Map([...staff, ...guests].flatMap(({ id, name }) => (name ? [[id, name] as const] : [])))
}
