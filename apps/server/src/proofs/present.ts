import type {
  ChangeRequestDto,
  DecisionDto,
  PageDto,
  PictureDto,
  ProofDto,
  SnapshotRefDto,
  VersionDto,
} from '@proofroom/contract'
import type { Actor } from '../platform/actor.ts'
import { presentPermission } from '../platform/policy.ts'
import * as policy from './policy.ts'
import type { DecisionRow, PageRow, RequestRow, SnapshotRow, VersionRow } from './store.ts'

/** Where an actor's pictures are: guests and members have addresses of their own. */
export function pictureOf(actor: Actor, page: PageRow, proofId: string): PictureDto {
  const base =
    actor.type === 'guest'
      ? `/api/c/${actor.linkCode}/pages/${page.id}`
      : `/api/s/${actor.type === 'member' ? actor.shopCode : '-'}/proofs/${proofId}/pages/${page.id}`
  return {
    shown: `${base}/shown`,
    preview: `${base}/preview`,
    thumb: `${base}/thumb`,
    width: page.width,
    height: page.height,
  }
}

export const presentPage = (actor: Actor, page: PageRow, proofId: string): PageDto => ({
  id: page.id,
  name: page.name,
  fileName: actor.type === 'guest' ? '' : page.fileName,
  mediaType: page.mediaType,
  size: page.size,
  picture: pictureOf(actor, page, proofId),
})

export const presentSnapshotRef = ({ id, reason, hash, createdAt }: SnapshotRow): SnapshotRefDto => ({
  id,
  reason,
  hash,
  at: createdAt.toISOString(),
})

export function presentVersion(
  actor: Actor,
  version: VersionRow,
  related: { pages: PageRow[]; snapshots: SnapshotRow[]; newest: boolean },
): VersionDto {
  const own = <T extends { versionId: string }>(rows: T[]) => rows.filter((row) => row.versionId === version.id)
  const open = policy.takesMarks({ ...version, newest: related.newest })
  return {
    id: version.id,
    number: version.number,
    state: version.state,
    note: version.note,
    contentHash: version.contentHash,
    pages: own(related.pages).map((page) => presentPage(actor, page, version.proofId)),
    snapshots: own(related.snapshots).map(presentSnapshotRef),
    createdAt: version.createdAt.toISOString(),
    sentAt: version.sentAt?.toISOString() ?? null,
    viewedAt: version.viewedAt?.toISOString() ?? null,
    signedAt: version.signedAt?.toISOString() ?? null,
    marks: presentPermission(open.allowed ? policy.canAnnotate(actor) : open),
  }
}

export function presentRequest(request: RequestRow, versions: VersionRow[]): ChangeRequestDto {
  const { entry } = request
  return {
    id: request.id,
    number: request.number,
    versionId: request.versionId,
    versionNumber: versions.find((version) => version.id === request.versionId)?.number ?? 0,
    state: request.state,
    note: request.note,
    stateAt: request.stateAt.toISOString(),
    createdAt: request.createdAt.toISOString(),
    ref: entry.ref,
    actorId: entry.actorId,
    text: entry.text,
    pagePosition: entry.pagePosition,
    shape: entry.shape,
    geometry: entry.geometry,
  }
}

export const presentDecision = (decision: DecisionRow, versions: VersionRow[], by: string): DecisionDto => ({
  id: decision.id,
  kind: decision.kind,
  versionId: decision.versionId,
  versionNumber: versions.find((version) => version.id === decision.versionId)?.number ?? 0,
  contentHash: decision.contentHash,
  snapshotId: decision.snapshotId,
  by,
  signedName: decision.signedName,
  intent: decision.intent,
  readBack: decision.readBack,
  message: decision.message,
  at: decision.createdAt.toISOString(),
})

export function permissionsFor(actor: Actor, out: VersionRow | undefined): ProofDto['can'] {
  const facts = out ? { ...out, newest: true } : null
  return {
    annotate: presentPermission(policy.canAnnotate(actor)),
    resolve: presentPermission(policy.canResolve(actor)),
    answerRequests: presentPermission(policy.canAnswerRequests(actor)),
    upload: presentPermission(policy.canUpload(actor)),
    send: presentPermission(policy.canSend(actor)),
    withdraw: presentPermission(policy.canWithdraw(actor, facts)),
    decide: presentPermission(policy.canDecide(actor)),
  }
}
