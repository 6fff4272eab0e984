import { schema } from '@proofroom/db'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { InTx } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'

const { changeRequests, decisions, pages, proofItems, proofs, snapshots, versions } = schema

export type ProofRow = typeof proofs.$inferSelect
export type VersionRow = typeof versions.$inferSelect
export type PageRow = typeof pages.$inferSelect
export type RequestRow = typeof changeRequests.$inferSelect
export type DecisionRow = typeof decisions.$inferSelect
export type SnapshotRow = typeof snapshots.$inferSelect

export async function loadProof(ctx: InTx, proofId: string): Promise<ProofRow> {
  const [row] = await ctx.tx.select().from(proofs).where(eq(proofs.id, proofId))
  if (!row) throw notFound()
  return row
}

/** Every action that adds, sends or decides a version of a proof takes this lock first: they go one by one. */
export async function lockProof(ctx: InTx, proofId: string): Promise<ProofRow> {
  const [row] = await ctx.tx.select().from(proofs).where(eq(proofs.id, proofId)).for('no key update')
  if (!row) throw notFound()
  return row
}

export async function loadVersion(ctx: InTx, versionId: string, proofId?: string): Promise<VersionRow> {
  const ofProof = proofId ? eq(versions.proofId, proofId) : undefined
  const [row] = await ctx.tx
    .select()
    .from(versions)
    .where(and(eq(versions.id, versionId), ofProof))
  if (!row) throw notFound()
  return row
}

/** Oldest first. */
export const findVersions = (ctx: InTx, proofId: string): Promise<VersionRow[]> =>
  ctx.tx.select().from(versions).where(eq(versions.proofId, proofId)).orderBy(asc(versions.number))

/** The version that is out: the last one sent, unless it was taken back. */
export async function findOut(ctx: InTx, proofId: string): Promise<VersionRow | undefined> {
  return outOf(await findVersions(ctx, proofId))
}

export function outOf(versions: VersionRow[]): VersionRow | undefined {
  const last = versions.filter((version) => version.sentAt).at(-1)
  return last?.state === 'withdrawn' ? undefined : last
}

export const findPages = (ctx: InTx, versionIds: string[]): Promise<PageRow[]> =>
  ctx.tx.select().from(pages).where(inArray(pages.versionId, versionIds)).orderBy(asc(pages.position), asc(pages.id))

export const findSnapshots = (ctx: InTx, versionIds: string[]): Promise<SnapshotRow[]> =>
  ctx.tx.select().from(snapshots).where(inArray(snapshots.versionId, versionIds)).orderBy(asc(snapshots.createdAt))

export const findRequests = (ctx: InTx, proofId: string): Promise<RequestRow[]> =>
  ctx.tx.select().from(changeRequests).where(eq(changeRequests.proofId, proofId)).orderBy(asc(changeRequests.number))

export const findDecisions = (ctx: InTx, proofId: string): Promise<DecisionRow[]> =>
  ctx.tx.select().from(decisions).where(eq(decisions.proofId, proofId)).orderBy(asc(decisions.createdAt))

/** The line items that a proof covers. */
export async function findCovered(ctx: InTx, proofId: string): Promise<string[]> {
  const rows = await ctx.tx.select({ id: proofItems.itemId }).from(proofItems).where(eq(proofItems.proofId, proofId))
  return rows.map((row) => row.id)
}

/** The proofs of an order, oldest first. */
export const findProofs = (ctx: InTx, orderId: string): Promise<ProofRow[]> =>
  ctx.tx.select().from(proofs).where(eq(proofs.orderId, orderId)).orderBy(asc(proofs.createdAt))
