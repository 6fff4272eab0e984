import type { Actor, Member } from '../platform/actor.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { AppError, notFound } from '../platform/errors.ts'
import type { ResolveActor } from '../platform/route.ts'
import { sha256 } from '../platform/secrets.ts'
import { guestCookie, readCookie, SESSION_COOKIE } from './cookies.ts'
import { resolveGuest } from './guests.ts'
import type { openSessions } from './sessions.ts'
import { findMemberships, loadUser } from './store.ts'

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
        return resolveMember(ctx, (await requireSession(sessions, cookie)).userId, params.shop ?? '')
      case 'guest': {
        const code = params.code ?? ''
        const signedIn = await findSession(sessions, cookie)
        return resolveGuest(ctx, code, readCookie(cookie, guestCookie(code)), signedIn?.userId ?? null)
      }
    }
  }
}

async function resolveMember(ctx: Context, userId: string, shopCode: string): Promise<Member> {
  const found = await inTransaction(
    ctx,
    async (tx) => {
      const mine = await findMemberships(tx, userId)
      const here = mine.find(({ shop }) => shop.code === shopCode)
      return here && { ...here, user: await loadUser(tx, userId) }
    },
    { userId },
  )
  if (!found) throw notFound()
  const { member, shop, user } = found
  return {
    type: 'member',
    memberId: member.id,
    userId,
    name: user.name,
    role: member.role,
    shopId: shop.id,
    shopCode: shop.code,
  }
}

export async function findSession(sessions: Sessions, cookie: string) {
  const id = readCookie(cookie, SESSION_COOKIE)
  if (!id) return null
  return (await sessions.validateSession(id)).session
}

async function requireSession(sessions: Sessions, cookie: string) {
  const session = await findSession(sessions, cookie)
  if (!session) throw new AppError(401, 'signed_out', 'You are signed out. Please sign in.')
  return session
}
