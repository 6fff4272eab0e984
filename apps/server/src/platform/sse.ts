import type { Context as HonoContext } from 'hono'
import { streamSSE } from 'hono/streaming'
import { shopOf } from './context.ts'
import type { Env } from './route.ts'

/** Keeps proxies from closing a quiet stream. */
const HEARTBEAT_MS = 20_000

/** Answers with the actor's event stream, resumed where `Last-Event-ID` says. */
export function answerWithEvents(c: HonoContext<Env>): Response {
  const { ctx } = c.var
  const after = c.req.header('last-event-id') ?? null
  const orderId = ctx.actor.type === 'guest' ? ctx.actor.orderId : null
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (out) => {
    const send = (event: { id: string }) =>
      void out.writeSSE({ event: 'change', id: event.id, data: JSON.stringify(event) }).catch(() => {})
    const listener = { shopId: shopOf(ctx), orderId, send }
    const leave = await ctx.platform.stream.subscribe(listener, after && /^\d{1,20}$/.test(after) ? after : null)
    const beat = setInterval(() => void out.write(': still here\n\n').catch(() => {}), HEARTBEAT_MS)
    await out.write('retry: 2000\n\n')
    await new Promise<void>((resolve) => out.onAbort(resolve))
    clearInterval(beat)
    leave()
  })
}
