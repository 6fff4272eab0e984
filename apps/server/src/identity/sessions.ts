import { type Drizzle, inTransaction, schema } from '@proofroom/db'
import { eq, lte, sql } from 'drizzle-orm'
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia'
import { uuidv7 } from 'uuidv7'
import { sha256 } from '../platform/secrets.ts'

const { sessions } = schema
const LASTS = new TimeSpan(30, 'd')

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof openSessions>
    DatabaseSessionAttributes: { device: string; publicId: string }
  }
}

/** Members' sessions. The cookie holds the id, the table only its hash. */
export function openSessions(db: Drizzle, secure: boolean) {
  return new Lucia(hashingAdapter(db), {
    sessionExpiresIn: LASTS,
    sessionCookie: { name: 'pr_session', attributes: { secure, sameSite: 'lax', path: '/' } },
  })
}

/** Run out, or far enough on to be prolonged: Lucia sees to both. Until then nothing is to be done about a session. */
export const wantsCare = (expiresAt: Date, now: Date): boolean =>
  expiresAt.getTime() - now.getTime() < LASTS.milliseconds() / 2

/** Lucia's stock adapter stores ids in clear, so that whoever reads the table is signed in as everybody. */
function hashingAdapter(db: Drizzle): Adapter {
  type Tx = Parameters<Parameters<typeof inTransaction>[2]>[0]
  const run = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db, {}, work)
  return {
    getSessionAndUser: (sessionId) =>
      run(async (tx) => {
        // Seen now, to the minute: the list of sessions is for recognising, not for watching.
        const [row] = await tx
          .update(sessions)
          .set({ lastSeenAt: sql`date_trunc('minute', now())` })
          .where(eq(sessions.idHash, sha256(sessionId)))
          .returning()
        if (!row) return [null, null]
        return [present(sessionId, row), { id: row.userId, attributes: {} }]
      }),
    getUserSessions: (userId) =>
      run(async (tx) => {
        const rows = await tx.select().from(sessions).where(eq(sessions.userId, userId))
        return rows.map((row) => present(row.idHash, row))
      }),
    setSession: (session) =>
      run(async (tx) => {
        const { id, userId, expiresAt, attributes } = session
        const publicId = attributes.publicId || uuidv7()
        await tx.insert(sessions).values({ idHash: sha256(id), userId, expiresAt, device: attributes.device, publicId })
      }),
    updateSessionExpiration: (sessionId, expiresAt) =>
      run(async (tx) => {
        await tx
          .update(sessions)
          .set({ expiresAt })
          .where(eq(sessions.idHash, sha256(sessionId)))
      }),
    deleteSession: (sessionId) =>
      run(async (tx) => {
        await tx.delete(sessions).where(eq(sessions.idHash, sha256(sessionId)))
      }),
    deleteUserSessions: (userId) =>
      run(async (tx) => {
        await tx.delete(sessions).where(eq(sessions.userId, userId))
      }),
    deleteExpiredSessions: () =>
      run(async (tx) => {
        await tx.delete(sessions).where(lte(sessions.expiresAt, new Date()))
      }),
  }
}

function present(id: string, row: typeof sessions.$inferSelect): DatabaseSession {
  return {
    id,
    userId: row.userId,
    expiresAt: row.expiresAt,
    attributes: { device: row.device, publicId: row.publicId },
  }
}
