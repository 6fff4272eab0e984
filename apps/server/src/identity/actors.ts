import type { Actor, Member } from '../platform/actor.ts'
import type { Context } from '../platform/context.ts'
import { AppError, notFound } from '../platform/errors.ts'
import type { ResolveActor } from '../platform/route.ts'
import { sha256 } from '../platform/secrets.ts'
import { guestCookie, readCookie, SESSION_COOKIE } from './cookies.ts'
import { resolveGuest } from './guests.ts'
import { type openSessions, wantsCare } from './sessions.ts'
import { findMemberBySession } from './store.ts'

type Sessions = ReturnType<typeof openSessions>

/** The actor comes from the route, never from whichever cookie exists. */
export function actorResolver(sessions: Sessions): ResolveActor {
  return async (ctx, access, { params, cookie }): Promise<Actor> => {
    switch (access.kind) {
      case 'anyone':
        return { type: 'anonymous' }
      case 'user': {
        const session = await requireSession(sessions, cookie)
        return { type: 'user', userId: session.userId, sessionHash: sha256(session.id) }
      }
      case 'member':
        return resolveMember(ctx, sessions, cookie, params.shop ?? '')
      case 'guest': {
        const code = params.code ?? ''
        const signedIn = await findSession(sessions, cookie)
        return resolveGuest(ctx, code, readCookie(cookie, guestCookie(code)), signedIn?.userId ?? null)
      }
    }
  }
}

/** Every request of a member asks this, so it is one statement and not a session's, a user's and a membership's. */
async function resolveMember(ctx: Context, sessions: Sessions, cookie: string, shopCode: string): Promise<Member> {
  const session = readCookie(cookie, SESSION_COOKIE)
  if (!session) throw signedOut()
  const known = await findMemberBySession(ctx, sha256(session), shopCode)
  if (!known) throw signedOut()
  if (wantsCare(known.expiresAt, new Date())) await requireSession(sessions, cookie)
  const { memberId, role, shopId, userId, name } = known
  if (!memberId || !role || !shopId) throw notFound()
  return { type: 'member', memberId, userId, name, role, shopId, shopCode }
}

export async function findSession(sessions: Sessions, cookie: string) {
  const id = readCookie(cookie, SESSION_COOKIE)
  if (!id) return null
  return (await sessions.validateSession(id)).session
}

async function requireSession(sessions: Sessions, cookie: string) {
  const session = await findSession(sessions, cookie)
  if (!session) throw signedOut()
  return session
}

const signedOut = () => new AppError(401, 'signed_out', 'You are signed out. Please sign in.')
