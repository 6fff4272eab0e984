import type { CreateLinkInput, LinkDto } from '@proofroom/contract'
import { createLink, listLinks, presentLink, revokeLink, rotateLink } from '../identity/index.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { loadOrder } from './store.ts'

// Links are identity's; an order's address is ours.

export const getLinks = (ctx: Context, code: string): Promise<LinkDto[]> =>
  inTransaction(ctx, async (tx) => listLinks(tx, (await loadOrder(tx, code)).order.id))

export const addLink = (ctx: Context, code: string, input: CreateLinkInput): Promise<LinkDto> =>
  inTransaction(ctx, async (tx) => {
    const { order } = await loadOrder(tx, code)
    return presentLink(tx, await createLink(tx, order.id, input), [])
  })

export const replaceLink = (ctx: Context, code: string, linkId: string): Promise<LinkDto> =>
  inTransaction(ctx, async (tx) => rotateLink(tx, (await loadOrder(tx, code)).order.id, linkId))

export const endLink = (ctx: Context, code: string, linkId: string): Promise<LinkDto> =>
  inTransaction(ctx, async (tx) => revokeLink(tx, (await loadOrder(tx, code)).order.id, linkId))
