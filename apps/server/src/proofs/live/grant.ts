import type { Revocation } from '../../identity/index.ts'

/** What a ticket gives its bearer in one room. Decided by the API, where roles and links are known. */
export type Grant = {
  /** The author's root in the document: a member's id or a participant's. */
  actorId: string
  name: string
  initials: string
  /** 1 to 8, see MODEL.md 12. */
  colour: number
  side: 'shop' | 'customer'
  canAnnotate: boolean
  canResolve: boolean
  readOnly: boolean
  readOnlyReason: string | null
  memberId?: string
  /** Lets a role that changed unheard be noticed. */
  memberRole?: string
  participantId?: string
  linkId?: string
  linkGeneration?: number
  /** The ticket may be used until it expires; otherwise once. */
  reusable?: true
  /** ISO instant: when the connection ends, whatever happens. */
  expiresAt: string
}

export function isRevokedBy(grant: Grant, what: Revocation): boolean {
  if ('linkId' in what) return grant.linkId === what.linkId
  if ('memberId' in what) return grant.memberId === what.memberId
  return grant.participantId === what.participantId
}
