import { customerLink, linkUrl, loadShop } from '../identity/index.ts'
import { loadOrderById, mailedTo } from '../orders/index.ts'
import { type Context, inTransaction, shopOf } from '../platform/context.ts'
import type { EventJob, Reaction } from '../platform/events/jobs.ts'
import { messageFor } from './send.ts'
import { loadProof, loadVersion } from './store.ts'

type ContextFor = (job: EventJob, name: string) => Context

/** What follows a proof's events by mail, for customers who left an address. */
export const proofReactions = (contextFor: ContextFor): Reaction[] => [
  { name: 'mail.proof_sent', on: 'proof.sent', run: (job) => mailSent(contextFor(job, 'mail.proof_sent'), job) },
  {
    name: 'mail.proof_approved',
    on: 'proof.approved',
    run: (job) => mailApproved(contextFor(job, 'mail.proof_approved'), job),
  },
]

async function mailSent(ctx: Context, job: EventJob): Promise<void> {
  const letter = await about(ctx, job)
  if (letter?.state !== 'sent') return
  const { to, shop, number, title, link, name } = letter
  const text = `${messageFor({ name, title, number, link })}\n\n${shop}`
  await ctx.platform.mail.send({ to, subject: `Proof ${number}: ${title}`, text })
}

async function mailApproved(ctx: Context, job: EventJob): Promise<void> {
  const letter = await about(ctx, job)
  if (!letter) return
  const { to, shop, number, title, link } = letter
  const text = `Thank you. You signed proof ${number} of “${title}”.\n\nYour receipt, and how the making goes, are here:\n${link}\n\n${shop}`
  await ctx.platform.mail.send({ to, subject: `Signed: proof ${number} of ${title}`, text })
}

/** Null when there is nobody to write to, or no mail to send with: said on screen when the proof was sent. */
async function about(ctx: Context, { subjectId }: EventJob) {
  if (!subjectId) return null
  return inTransaction(ctx, async (tx) => {
    const version = await loadVersion(tx, subjectId)
    const { customer } = await loadOrderById(tx, version.orderId)
    const shop = await loadShop(tx, shopOf(tx))
    const to = mailedTo(tx, shop, customer)
    if (!to) return null
    const { title } = await loadProof(tx, version.proofId)
    const link = linkUrl(tx, await customerLink(tx, version.orderId, customer.name))
    return {
      to,
      name: customer.name,
      shop: shop.name,
      number: version.number,
      state: version.state,
      title,
      link,
    }
  })
}
