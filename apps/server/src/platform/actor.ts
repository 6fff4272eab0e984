import type { Role } from '@proofroom/contract'

export type Rights = 'view' | 'comment' | 'decide'

export type Anonymous = { type: 'anonymous' }
/** Someone signed in, outside any shop. */
export type User = { type: 'user'; userId: string; sessionHash: string }
export type Member = {
  type: 'member'
  memberId: string
  userId: string
  name: string
  role: Role
  shopId: string
  shopCode: string
}
/** Whoever holds a capability link: one session of it. */
export type Guest = {
  type: 'guest'
  participantId: string
  name: string | null
  linkId: string
  linkCode: string
  linkGeneration: number
  linkExpiresAt: Date
  rights: Rights
  shopId: string
  orderId: string
  /** A member of this shop is signed in, in the same browser. */
  memberPresent: boolean
}
export type System = { type: 'system'; job: string; shopId: string }

/** Who is doing this: a union, never a nullable user. A new kind must break the build. */
export type Actor = Anonymous | User | Member | Guest | System

/** The id an actor's rows carry, where it has one. */
export function actorId(actor: Actor): string | null {
  switch (actor.type) {
    case 'member':
      return actor.memberId
    case 'guest':
      return actor.participantId
    case 'user':
      return actor.userId
    case 'system':
    case 'anonymous':
      return null
  }
}
