import type { TicketDto } from '@proofroom/contract'
import type { Actor } from '../platform/actor.ts'
import { actorId } from '../platform/actor.ts'
import { type Context, type InTx, inTransaction, shopOf } from '../platform/context.ts'
import { notFound } from '../platform/errors.ts'
import { type Grant, issueTicket, roomName } from './live/index.ts'
import { colourFor, initialsOf } from './people.ts'
import { canAnnotate, canResolve, takesMarks } from './policy.ts'
import { findOut, loadProof, loadVersion, type VersionRow } from './store.ts'

const TICKET_SECONDS = 60
/** The `y-websocket` provider connects again with the same address, ticket included. */
const PLAIN_TICKET_SECONDS = 600
/** A member's connection is asked for again after a working day; a guest's lasts as long as the link. */
const MEMBER_HOURS = 12

/** `isPlain`: for a plain Yjs client. Members name the proof. */
type Asked = { proofId?: string; isPlain?: boolean }

/** A way into a version's room, for whoever asks: rights, name and colour are settled here, once. */
export function makeTicket(ctx: Context, versionId: string, { proofId, isPlain = false }: Asked): Promise<TicketDto> {
  return inTransaction(ctx, async (tx) => {
    const version = await loadVersion(tx, versionId, proofId)
    if (ctx.actor.type === 'guest' && (!version.sentAt || version.state === 'withdrawn')) throw notFound()
    const grant: Grant = { ...(await grantFor(tx, version)), ...(isPlain && { reusable: true }) }
    const ttlSeconds = isPlain ? PLAIN_TICKET_SECONDS : TICKET_SECONDS
    const room = roomName(versionId)
    const { ticket, epoch } = await issueTicket(tx.tx, { shopId: shopOf(ctx), room, grant, ttlSeconds })
    return {
      ticket,
      room,
      epoch,
      actorId: grant.actorId,
      colour: grant.colour,
      readOnly: grant.readOnly,
      reason: grant.readOnlyReason,
      expiresAt: new Date(ctx.platform.now().getTime() + ttlSeconds * 1000).toISOString(),
    }
  })
}

async function grantFor(ctx: InTx, version: VersionRow): Promise<Grant> {
  const { actor } = ctx
  const proof = await loadProof(ctx, version.proofId)
  const out = await findOut(ctx, proof.id)
  const open = takesMarks({ ...version, newest: out?.id === version.id })
  const may = open.allowed ? canAnnotate(actor) : open
  const name = nameOf(actor)
  return {
    actorId: actorId(actor) as string,
    name,
    initials: initialsOf(name),
    colour: await colourFor(ctx, proof, actor),
    side: actor.type === 'guest' ? 'customer' : 'shop',
    canAnnotate: canAnnotate(actor).allowed,
    canResolve: canResolve(actor).allowed,
    readOnly: !may.allowed,
    readOnlyReason: may.reason,
    ...belongings(ctx, actor),
  }
}

const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : null) ?? 'Guest'

/** What ends the connection when it ends. */
function belongings(
  ctx: Context,
  actor: Actor,
): Pick<Grant, 'memberId' | 'memberRole' | 'participantId' | 'linkId' | 'linkGeneration' | 'expiresAt'> {
  if (actor.type === 'guest')
    return {
      participantId: actor.participantId,
      linkId: actor.linkId,
      linkGeneration: actor.linkGeneration,
      expiresAt: actor.linkExpiresAt.toISOString(),
    }
  const expiresAt = new Date(ctx.platform.now().getTime() + MEMBER_HOURS * 3600 * 1000).toISOString()
  return { ...(actor.type === 'member' && { memberId: actor.memberId, memberRole: actor.role }), expiresAt }
}
