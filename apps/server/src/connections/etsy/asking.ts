import { EtsyError } from '@proofroom/etsy'
import { type Context, inTransaction } from '../../platform/context.ts'
import { AppError, conflict, invalid, notFound } from '../../platform/errors.ts'
import { failed } from './failing.ts'
import { isForGood, wordsOf } from './problems.ts'
import { findConnection } from './store.ts'
import { openClient, type ShopClient } from './tokens.ts'

/** Asks Etsy something while a person waits for it: whatever it refuses is told in a sentence. */
export async function askNow<Answer>(ctx: Context, work: (shop: ShopClient) => Promise<Answer>): Promise<Answer> {
  const shop = await openClient(ctx)
  if (!shop) throw await noClient(ctx)
  try {
    return await work(shop)
  } catch (error) {
    throw error instanceof EtsyError ? await told(ctx, shop, error) : error
  }
}

async function noClient(ctx: Context): Promise<AppError> {
  const row = await inTransaction({ ...ctx, idempotency: null }, findConnection)
  return row
    ? conflict('etsy.broken', wordsOf(row.problemCode ?? 'etsy.grant_lost'))
    : conflict('etsy.not_connected', 'No Etsy shop is connected.')
}

async function told(ctx: Context, { connection }: ShopClient, error: EtsyError): Promise<AppError> {
  const { code, message, retryAfterMs } = error
  ctx.platform.log.warn({ err: error, requestId: ctx.requestId, code }, 'etsy: a question was refused')
  if (isForGood(code)) {
    await failed(ctx, connection.id, error)
    return conflict('etsy.broken', wordsOf(code))
  }
  switch (code) {
    case 'etsy.not_found':
      return notFound()
    case 'etsy.limited':
      return new AppError(429, code, `Etsy wants no more calls for a while. Come back ${soon(retryAfterMs)}.`)
    case 'etsy.invalid':
      return invalid(code, `Etsy did not take this. It says: ${message}`)
    case 'etsy.unavailable':
      return conflict(code, 'Etsy cannot be reached just now. Try again in a moment.')
    case 'etsy.not_allowed':
      return conflict(code, wordsOf(code))
    case 'etsy.conflict':
      return conflict(code, 'Etsy has changed meanwhile. Look at it again.')
    default:
      return conflict(code, 'Etsy answered in a way we do not understand. Try again, or look on Etsy.')
  }
}

/** A change whose answer was lost may have been made. */
export async function sent<Answer>(answer: Promise<Answer>): Promise<Answer> {
  return answer.catch((error: unknown) => {
    const isLost = error instanceof EtsyError && (error.code === 'etsy.unavailable' || error.code === 'etsy.unreadable')
    if (!isLost) throw error
    const words = 'Etsy did not answer, so whether it was changed is not known. Look at the listing again.'
    throw conflict('etsy.unknown', words)
  })
}

const MINUTE_MS = 60_000

function soon(ms = MINUTE_MS): string {
  const minutes = Math.ceil(ms / MINUTE_MS)
  if (minutes <= 1) return 'in a minute'
  return minutes < 60 ? `in ${minutes} minutes` : `in ${Math.ceil(minutes / 60)} hours`
}
