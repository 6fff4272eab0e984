import {
  ApproveInput,
  AskForChangesInput,
  ChangeRequestDto,
  ConfirmRequestInput,
  CustomerPageDto,
  DoneDto,
  MyLinkDto,
  NameInput,
  ReceiptDto,
  TicketDto,
  TicketQuery,
} from '@proofroom/contract'
import { linkUrl, myLink } from '../identity/index.ts'
import { fetchHandedOver } from '../orders/index.ts'
import type { Guest } from '../platform/actor.ts'
import { inTransaction } from '../platform/context.ts'
import { answerWithFile } from '../platform/files/answer.ts'
import { guestMay } from '../platform/policy.ts'
import { handmade, route, slice } from '../platform/route.ts'
import { answerWithEvents } from '../platform/sse.ts'
import { answerWithReceipt } from './answers.ts'
import { getCustomerPage, markViewed, type ReadProgress, sayName } from './customer.ts'
import { approve, askForChanges } from './decisions.ts'
import { findRendition } from './pages.ts'
import { getReceipt } from './receipts.ts'
import { confirmRequest } from './requests.ts'
import { makeTicket } from './tickets.ts'

const GUEST = '/api/c/{code}'
const VERSION = `${GUEST}/versions/{version}` as const
const tag = 'Customer'
const done = { done: true } as const

/** What a capability link opens. The actor is the link's session, whoever else is signed in in this browser. */
export function guestRoutes(readProgress: ReadProgress) {
  const json = slice()
    .openapi(
      route({
        method: 'get',
        path: GUEST,
        access: guestMay('view'),
        answer: CustomerPageDto,
        tag,
        summary: 'Everything the customer’s page shows',
      }),
      async (c) => c.json(await getCustomerPage(c.var.ctx, readProgress), 200),
    )
    .openapi(
      route({
        method: 'put',
        path: `${GUEST}/name`,
        access: guestMay('view'),
        body: NameInput,
        answer: CustomerPageDto,
        tag,
        summary: 'Say who you are',
      }),
      async (c) => {
        const actor = await sayName(c.var.ctx, c.req.valid('json'))
        return c.json(await getCustomerPage({ ...c.var.ctx, actor }, readProgress), 200)
      },
    )
    .openapi(
      route({
        method: 'get',
        path: `${GUEST}/link`,
        access: guestMay('view'),
        answer: MyLinkDto,
        tag,
        summary: 'My link, to open on another device',
      }),
      async (c) => {
        const { ctx } = c.var
        const url = await inTransaction(ctx, async (tx) => linkUrl(tx, await myLink(tx, ctx.actor as Guest)))
        return c.json({ url }, 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: `${VERSION}/viewed`,
        access: guestMay('view'),
        answer: DoneDto,
        tag,
        summary: 'The proof was seen',
      }),
      async (c) => {
        await markViewed(c.var.ctx, c.req.valid('param').version)
        return c.json(done, 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: `${VERSION}/ticket`,
        access: guestMay('view'),
        query: TicketQuery,
        answer: TicketDto,
        limit: 'ticket',
        tag: 'Live',
        summary: 'A ticket for the version’s live room',
      }),
      async (c) => {
        const isPlain = c.req.valid('query').for === 'yjs'
        return c.json(await makeTicket(c.var.ctx, c.req.valid('param').version, { isPlain }), 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: `${VERSION}/changes`,
        access: guestMay('decide'),
        body: AskForChangesInput,
        answer: CustomerPageDto,
        limit: 'decide',
        tag,
        summary: 'Ask for changes: marks become numbered requests',
      }),
      async (c) => {
        await askForChanges(c.var.ctx, c.req.valid('param').version, c.req.valid('json'))
        return c.json(await getCustomerPage(c.var.ctx, readProgress), 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: `${VERSION}/approval`,
        access: guestMay('decide'),
        body: ApproveInput,
        answer: CustomerPageDto,
        limit: 'decide',
        tag,
        summary: 'Sign and approve one exact version',
      }),
      async (c) => {
        await approve(c.var.ctx, c.req.valid('param').version, c.req.valid('json'))
        return c.json(await getCustomerPage(c.var.ctx, readProgress), 200)
      },
    )
    .openapi(
      route({
        method: 'patch',
        path: `${GUEST}/requests/{request}`,
        access: guestMay('decide'),
        body: ConfirmRequestInput,
        answer: ChangeRequestDto,
        tag,
        summary: 'Fixed, or still wrong',
      }),
      async (c) => c.json(await confirmRequest(c.var.ctx, c.req.valid('param').request, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: `${GUEST}/receipts/{decision}`,
        access: guestMay('view'),
        answer: ReceiptDto,
        tag,
        summary: 'What was signed',
      }),
      async (c) => c.json((await getReceipt(c.var.ctx, c.req.valid('param').decision)).dto, 200),
    )

  const other = slice()
    .get('/api/c/:code/events', handmade('get', `${GUEST}/events`, guestMay('view')), answerWithEvents)
    .get(
      '/api/c/:code/pages/:page/:rendition',
      handmade('get', `${GUEST}/pages/{page}/{rendition}`, guestMay('view')),
      async (c) => {
        const { page, rendition } = c.req.param()
        return answerWithFile(c, await findRendition(c.var.ctx, page, rendition), rendition)
      },
    )
    .get(
      '/api/c/:code/files/:file/:rendition',
      handmade('get', `${GUEST}/files/{file}/{rendition}`, guestMay('view')),
      async (c) => {
        const { file, rendition } = c.req.param()
        return answerWithFile(c, await fetchHandedOver(c.var.ctx, file, rendition), rendition)
      },
    )
    .get(
      '/api/c/:code/receipts/:decision/pdf',
      handmade('get', `${GUEST}/receipts/{decision}/pdf`, guestMay('view')),
      async (c) => answerWithReceipt(c, await getReceipt(c.var.ctx, c.req.param('decision'))),
    )
  return slice().route('/', json).route('/', other)
}
