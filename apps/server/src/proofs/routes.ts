import {
  AnswerRequestInput,
  ChangeRequestDto,
  CreateProofInput,
  type PageDto,
  ProofDto,
  ReceiptDto,
  SendInput,
  SentDto,
  SnapshotDto,
  StartVersionInput,
  TicketDto,
  TicketQuery,
  UpdateVersionInput,
  VersionDto,
} from '@proofroom/contract'
import type { HonoRequest } from 'hono'
import { answerWithFile } from '../platform/files/answer.ts'
import { makers, managers, staff } from '../platform/policy.ts'
import { handmade, route, slice } from '../platform/route.ts'
import { answerWithReceipt } from './answers.ts'
import type { Ingest } from './ingest/index.ts'
import { addPage, findRendition, type PageUpload, removePage } from './pages.ts'
import { getProof } from './read.ts'
import { getReceipt } from './receipts.ts'
import { addReference } from './references.ts'
import { answerRequest } from './requests.ts'
import { getShare, sendVersion, withdrawVersion } from './send.ts'
import { getSnapshot } from './snapshots.ts'
import { makeTicket } from './tickets.ts'
import { createProof, startVersion, updateVersion } from './versions.ts'

const PROOF = '/api/s/{shop}/proofs/{proof}'
const VERSION = `${PROOF}/versions/{version}` as const
const tag = 'Proofs'

export function proofRoutes(ingest: Ingest) {
  const proofs = slice()
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/orders/{order}/proofs',
        access: managers,
        body: CreateProofInput,
        answer: ProofDto,
        status: 201,
        tag,
        summary: 'Begin a proof, with its first draft',
      }),
      async (c) => c.json(await createProof(c.var.ctx, c.req.valid('param').order, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'get',
        path: `${PROOF}`,
        access: staff,
        answer: ProofDto,
        tag,
        summary: 'A proof with its versions, requests and decisions',
      }),
      async (c) => c.json(await getProof(c.var.ctx, c.req.valid('param').proof), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: `${PROOF}/share`,
        access: managers,
        answer: SentDto,
        tag,
        summary: 'Link, message and QR of what is out',
      }),
      async (c) => c.json(await getShare(c.var.ctx, c.req.valid('param').proof), 200),
    )
    .openapi(
      route({
        method: 'patch',
        path: `${PROOF}/requests/{request}`,
        access: managers,
        body: AnswerRequestInput,
        answer: ChangeRequestDto,
        tag,
        summary: 'Answer a change request: done, not done, a question',
      }),
      async (c) =>
        c.json(
          await answerRequest(c.var.ctx, c.req.valid('param').proof, c.req.valid('param').request, c.req.valid('json')),
          200,
        ),
    )
    .openapi(
      route({
        method: 'get',
        path: `${PROOF}/snapshots/{snapshot}`,
        access: staff,
        answer: SnapshotDto,
        tag,
        summary: 'A version with its annotations as they stood',
      }),
      async (c) => c.json(await getSnapshot(c.var.ctx, c.req.valid('param').proof, c.req.valid('param').snapshot), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: `${PROOF}/receipts/{decision}`,
        access: staff,
        answer: ReceiptDto,
        tag,
        summary: 'What was signed',
      }),
      async (c) =>
        c.json((await getReceipt(c.var.ctx, c.req.valid('param').decision, c.req.valid('param').proof)).dto, 200),
    )

  const versions = slice()
    .openapi(
      route({
        method: 'post',
        path: `${PROOF}/versions`,
        access: managers,
        body: StartVersionInput,
        answer: ProofDto,
        status: 201,
        tag,
        summary: 'Begin the next version',
      }),
      async (c) => c.json(await startVersion(c.var.ctx, c.req.valid('param').proof, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'patch',
        path: VERSION,
        access: managers,
        body: UpdateVersionInput,
        answer: VersionDto,
        tag,
        summary: 'A draft’s note, page order and names',
      }),
      async (c) =>
        c.json(
          await updateVersion(c.var.ctx, c.req.valid('param').proof, c.req.valid('param').version, c.req.valid('json')),
          200,
        ),
    )
    .openapi(
      route({
        method: 'delete',
        path: `${VERSION}/pages/{page}`,
        access: managers,
        answer: VersionDto,
        tag,
        summary: 'Remove a page from a draft',
      }),
      async (c) => {
        const { proof, version, page } = c.req.valid('param')
        return c.json(await removePage(c.var.ctx, proof, version, page), 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: `${VERSION}/send`,
        access: managers,
        body: SendInput,
        answer: SentDto,
        tag,
        summary: 'Make it visible to the customer',
      }),
      async (c) =>
        c.json(
          await sendVersion(c.var.ctx, c.req.valid('param').proof, c.req.valid('param').version, c.req.valid('json')),
          200,
        ),
    )
    .openapi(
      route({
        method: 'post',
        path: `${VERSION}/withdraw`,
        access: managers,
        answer: VersionDto,
        tag,
        summary: 'Take a wrongly sent version back',
      }),
      async (c) =>
        c.json(await withdrawVersion(c.var.ctx, c.req.valid('param').proof, c.req.valid('param').version), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: `${VERSION}/ticket`,
        access: staff,
        query: TicketQuery,
        answer: TicketDto,
        limit: 'ticket',
        tag: 'Live',
        summary: 'A ticket for the version’s live room',
      }),
      async (c) => {
        const { proof, version } = c.req.valid('param')
        const isPlain = c.req.valid('query').for === 'yjs'
        return c.json(await makeTicket(c.var.ctx, version, { proofId: proof, isPlain }), 200)
      },
    )

  // Bytes, not JSON.
  const files = slice()
    .post(
      '/api/s/:shop/proofs/:proof/versions/:version/pages',
      handmade('post', `${VERSION}/pages`, managers, 'upload'),
      async (c) => {
        const { proof, version } = c.req.param()
        const page: PageDto = await addPage(c.var.ctx, ingest, proof, version, uploadOf(c.req))
        return c.json(page, 201)
      },
    )
    .post(
      '/api/s/:shop/orders/:order/files',
      handmade('post', '/api/s/{shop}/orders/{order}/files', makers, 'upload'),
      async (c) => c.json(await addReference(c.var.ctx, ingest, c.req.param('order'), uploadOf(c.req)), 201),
    )
    .get(
      '/api/s/:shop/proofs/:proof/pages/:page/:rendition',
      handmade('get', `${PROOF}/pages/{page}/{rendition}`, staff),
      async (c) => {
        const { proof, page, rendition } = c.req.param()
        return answerWithFile(c, await findRendition(c.var.ctx, page, rendition, proof), rendition)
      },
    )
    .get(
      '/api/s/:shop/proofs/:proof/receipts/:decision/pdf',
      handmade('get', `${PROOF}/receipts/{decision}/pdf`, staff),
      async (c) => answerWithReceipt(c, await getReceipt(c.var.ctx, c.req.param('decision'), c.req.param('proof'))),
    )
  return slice().route('/', proofs).route('/', versions).route('/', files)
}

function uploadOf({ raw }: HonoRequest): PageUpload {
  const length = raw.headers.get('content-length')
  return {
    body: raw.body,
    contentLength: length === null ? undefined : Number(length),
    fileName: nameOf(raw.headers.get('x-file-name') ?? undefined),
    mediaType: raw.headers.get('content-type') ?? undefined,
    signal: raw.signal,
  }
}

/** The file's name as its header says it, percent-encoded. What is not decodable is only a name: taken as it is. */
function nameOf(header = ''): string {
  let name = header
  try {
    name = decodeURIComponent(header)
  } catch {}
  return name.slice(0, 200) || 'page'
}
