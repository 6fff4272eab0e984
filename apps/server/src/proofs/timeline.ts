import type { TimelineEntryDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import { eq, inArray } from 'drizzle-orm'
import type { TimelineDetail, TimelineEvent } from '../orders/index.ts'
import type { InTx } from '../platform/context.ts'
import { pictureOf } from './present.ts'
import { findPages, type PageRow, type RequestRow, type VersionRow } from './store.ts'

const { changeRequests, decisions, participants, versions } = schema

/** What the order's timeline shows of proofs: pictures, note, requests, and the snapshot kept at that moment. */
export const proofTimeline: TimelineDetail = async (ctx, events) => {
  const requests = await readRequests(ctx, events)
  const known = await readVersions(ctx, [...new Set(events.flatMap((event) => versionOf(event, requests) ?? []))])
  const devices = await readDevices(ctx, events)
  return new Map(
    events.map((event) => [
      event.id,
      {
        proof: describeVersion(ctx, event, versionOf(event, requests), known),
        message: known.messages.get(String(event.data.decision)) || null,
        ...describeRequests(event, requests, events),
        device: event.type === 'proof.viewed' ? (devices.get(event.actorId ?? '') ?? null) : null,
      },
    ]),
  )
}

/** The version an event is about; for a request the one it arose on. */
function versionOf({ type, subjectId }: TimelineEvent, requests: RequestRow[]): string | null {
  if (type.startsWith('proof.')) return subjectId
  return type.startsWith('request.') ? (requests.find((row) => row.id === subjectId)?.versionId ?? null) : null
}

type Known = { versions: VersionRow[]; pages: PageRow[]; messages: Map<string, string> }

async function readVersions(ctx: InTx, ids: string[]): Promise<Known> {
  if (ids.length === 0) return { versions: [], pages: [], messages: new Map() }
  const made = await ctx.tx
    .select({ id: decisions.id, message: decisions.message })
    .from(decisions)
    .where(inArray(decisions.versionId, ids))
  return {
    versions: await ctx.tx.select().from(versions).where(inArray(versions.id, ids)),
    pages: await findPages(ctx, ids),
    messages: new Map(made.map((decision) => [decision.id, decision.message])),
  }
}

function describeVersion(
  ctx: InTx,
  event: TimelineEvent,
  versionId: string | null,
  known: Known,
): TimelineEntryDto['proof'] {
  const version = known.versions.find((row) => row.id === versionId)
  if (!version) return null
  return {
    id: version.proofId,
    number: version.number,
    versionId: version.id,
    note: event.type === 'proof.sent' ? version.note : '',
    pictures: known.pages
      .filter((page) => page.versionId === version.id)
      .map((page) => pictureOf(ctx.actor, page, version.proofId)),
    snapshotId: typeof event.data.snapshot === 'string' ? event.data.snapshot : null,
  }
}

async function readRequests(ctx: InTx, events: TimelineEvent[]): Promise<RequestRow[]> {
  const orderId = events[0]?.orderId
  return orderId ? ctx.tx.select().from(changeRequests).where(eq(changeRequests.orderId, orderId)) : []
}

function describeRequests(event: TimelineEvent, all: RequestRow[], events: TimelineEvent[]): Partial<TimelineEntryDto> {
  const present = ({ number, entry, state }: RequestRow) => ({ number, text: entry.text, state })
  if (event.type === 'proof.changes_requested')
    return {
      requests: all
        .filter((row) => row.decisionId === event.data.decision)
        .sort((a, b) => a.number - b.number)
        .map(present),
    }
  if (!event.type.startsWith('request.')) return {}
  const request = all.find((row) => row.id === event.subjectId)
  return {
    requests: request ? [{ ...present(request), state: String(event.data.state) }] : [],
    message: saidLast(event, events) ? request?.note || null : null,
  }
}

/** A request keeps its newest words only, so they stand at the event that said them. `events` are newest first. */
function saidLast(event: TimelineEvent, events: TimelineEvent[]): boolean {
  const said = ({ type, data }: TimelineEvent) =>
    type === 'request.answered' || (type === 'request.confirmed' && data.said === true)
  return event === events.find((other) => other.subjectId === event.subjectId && said(other))
}

async function readDevices(ctx: InTx, events: TimelineEvent[]): Promise<Map<string, string>> {
  const ids = events.filter((event) => event.type === 'proof.viewed').flatMap((event) => event.actorId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await ctx.tx
    .select({ id: participants.id, device: participants.device })
    .from(participants)
    .where(inArray(participants.id, ids))
  return new Map(rows.map((row) => [row.id, row.device]))
}
