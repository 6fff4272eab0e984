import { z } from 'zod'
import { HandedFileDto } from './order-files.ts'
import { MoveDto, PictureDto } from './orders.ts'
import { Instant, PermissionDto } from './platform.ts'
import { ProgressDto } from './production.ts'

export const VersionState = z.enum(['draft', 'sent', 'signed', 'superseded', 'withdrawn'])
export type VersionState = z.infer<typeof VersionState>

export const PageDto = z
  .object({
    id: z.string(),
    name: z.string(),
    fileName: z.string(),
    mediaType: z.string(),
    size: z.number().int(),
    picture: PictureDto,
  })
  .meta({ id: 'Page' })
export type PageDto = z.infer<typeof PageDto>

export const SnapshotRefDto = z
  .object({ id: z.string(), reason: z.enum(['sent', 'requested', 'approved']), hash: z.string(), at: Instant })
  .meta({ id: 'SnapshotRef' })
export type SnapshotRefDto = z.infer<typeof SnapshotRefDto>

export const VersionDto = z
  .object({
    id: z.string(),
    number: z.number().int(),
    state: VersionState,
    note: z.string(),
    contentHash: z.string().nullable(),
    pages: z.array(PageDto),
    snapshots: z.array(SnapshotRefDto),
    createdAt: Instant,
    sentAt: Instant.nullable(),
    viewedAt: Instant.nullable(),
    signedAt: Instant.nullable(),
    /** Open for marks by anyone, or why not: "Proof 2 is signed." */
    marks: PermissionDto,
  })
  .meta({ id: 'Version' })
export type VersionDto = z.infer<typeof VersionDto>

export const RequestState = z.enum(['open', 'done', 'not_done', 'question', 'fixed', 'still_wrong'])
export type RequestState = z.infer<typeof RequestState>

export const ChangeRequestDto = z
  .object({
    id: z.string(),
    number: z.number().int(),
    /** The version it arose on. */
    versionId: z.string(),
    versionNumber: z.number().int(),
    state: RequestState,
    note: z.string(),
    stateAt: Instant,
    createdAt: Instant,
    ref: z.string().describe('The entry it came from, `<actorId>/<entryId>`'),
    actorId: z.string(),
    text: z.string(),
    pagePosition: z.number().int().nullable(),
    shape: z.string().nullable(),
    geometry: z.unknown(),
  })
  .meta({ id: 'ChangeRequest' })
export type ChangeRequestDto = z.infer<typeof ChangeRequestDto>

/** Someone whose marks may be in the room. Names live here, never in the live document. */
export const PersonDto = z
  .object({
    actorId: z.string(),
    name: z.string().nullable(),
    initials: z.string(),
    side: z.enum(['shop', 'customer']),
    secondOpinion: z.boolean(),
    /** 1–8: the participant colour, kept for the whole proof. */
    colour: z.number().int(),
    canAnnotate: z.boolean(),
    canResolve: z.boolean(),
    you: z.boolean(),
  })
  .meta({ id: 'Person' })
export type PersonDto = z.infer<typeof PersonDto>

export const DecisionDto = z
  .object({
    id: z.string(),
    kind: z.enum(['approve', 'request_changes', 'reviewed_by_shop', 'withdrawn']),
    versionId: z.string(),
    versionNumber: z.number().int(),
    contentHash: z.string(),
    snapshotId: z.string(),
    by: z.string(),
    signedName: z.string().nullable(),
    intent: z.string().nullable(),
    readBack: z.array(z.object({ name: z.string(), value: z.string() })),
    message: z.string(),
    at: Instant,
  })
  .meta({ id: 'Decision' })
export type DecisionDto = z.infer<typeof DecisionDto>

/** Everything the room and the order page need of one proof. The customer's copy has no drafts. */
export const ProofDto = z
  .object({
    id: z.string(),
    title: z.string(),
    orderCode: z.string(),
    orderLabel: z.string(),
    customerName: z.string(),
    shopName: z.string(),
    versions: z.array(VersionDto).describe('Oldest first'),
    requests: z.array(ChangeRequestDto),
    decisions: z.array(DecisionDto),
    people: z.array(PersonDto),
    can: z.object({
      annotate: PermissionDto,
      resolve: PermissionDto,
      answerRequests: PermissionDto,
      upload: PermissionDto,
      send: PermissionDto,
      withdraw: PermissionDto,
      decide: PermissionDto,
    }),
  })
  .meta({ id: 'Proof' })
export type ProofDto = z.infer<typeof ProofDto>

export const CreateProofInput = z.object({
  title: z.string().trim().min(1).max(160).optional().describe('What it shows; the order’s title when left out'),
  itemIds: z.array(z.string()).optional().describe('The line items it covers; all when left out'),
})
export type CreateProofInput = z.infer<typeof CreateProofInput>

export const StartVersionInput = z.object({
  copyPages: z.boolean().default(false).describe('Begin with the pages of the version before'),
})
export type StartVersionInput = z.infer<typeof StartVersionInput>

export const UpdateVersionInput = z.object({
  note: z.string().max(2000).optional(),
  pages: z
    .array(z.object({ id: z.string(), name: z.string().trim().min(1).max(80) }))
    .optional()
    .describe('All pages of the draft, in their new order'),
})
export type UpdateVersionInput = z.infer<typeof UpdateVersionInput>

export const SendInput = z.object({ note: z.string().max(2000).optional() })
export type SendInput = z.infer<typeof SendInput>

/** What sending gives the seller: Proofroom cannot write into a marketplace's conversation, so they paste it. */
export const SentDto = z
  .object({
    version: VersionDto,
    link: z.string().describe('Empty, as message and qr, where customer links are off'),
    message: z.string().describe('Ready to paste into the conversation'),
    qr: z.string().describe('The link as an SVG picture, data URL'),
    mailedTo: z.string().nullable(),
  })
  .meta({ id: 'Sent' })
export type SentDto = z.infer<typeof SentDto>

export const AnswerRequestInput = z.object({
  state: z.enum(['done', 'not_done', 'question']),
  note: z.string().max(1000).default(''),
})
export type AnswerRequestInput = z.infer<typeof AnswerRequestInput>

export const ConfirmRequestInput = z.object({
  state: z.enum(['fixed', 'still_wrong']),
  note: z.string().max(1000).default(''),
})
export type ConfirmRequestInput = z.infer<typeof ConfirmRequestInput>

export const TicketQuery = z.object({
  for: z
    .enum(['yjs'])
    .optional()
    .describe('For a plain Yjs client at `/live/yjs/<room>?ticket=…`: good for ten minutes, as often as needed'),
})
export type TicketQuery = z.infer<typeof TicketQuery>

export const TicketDto = z
  .object({
    ticket: z
      .string()
      .describe('The `token` of the room’s provider: single use, sixty seconds, unless asked for otherwise'),
    room: z.string(),
    epoch: z
      .number()
      .int()
      .describe(
        'Which document of the room: whoever holds another one begins with an empty one, and says again what was not saved',
      ),
    actorId: z.string(),
    colour: z.number().int().describe('Theirs in every room of this proof'),
    readOnly: z.boolean(),
    reason: z.string().nullable().describe('Why it is read-only'),
    expiresAt: Instant,
  })
  .meta({ id: 'Ticket' })
export type TicketDto = z.infer<typeof TicketDto>

/** A version with its annotations as they stood. `projection` is packages/proof's Projection. */
export const SnapshotDto = z
  .object({
    id: z.string(),
    reason: z.enum(['sent', 'requested', 'approved']),
    hash: z.string(),
    at: Instant,
    version: VersionDto,
    projection: z.unknown(),
    people: z.array(PersonDto),
  })
  .meta({ id: 'Snapshot' })
export type SnapshotDto = z.infer<typeof SnapshotDto>

// The customer

export const AskForChangesInput = z.object({
  /** Marks that become numbered requests, `<actorId>/<entryId>`. */
  marks: z.array(z.string().max(140)).max(200),
  message: z.string().trim().max(2000).default(''),
})
export type AskForChangesInput = z.infer<typeof AskForChangesInput>

export const ApproveInput = z.object({
  contentHash: z.string().describe('Of the version that was looked at'),
  /** Refs of the marks the signer saw, hidden or not: a newer one of somebody else answers 409. */
  seen: z.array(z.string().max(140)).max(20_000),
  readBack: z.array(z.object({ name: z.string(), value: z.string() })).describe('Every personalization line, ticked'),
  signedName: z.string().trim().min(2, 'Please type your name.').max(120),
  intent: z.string().min(10).max(500).describe('The sentence above the button, as shown'),
})
export type ApproveInput = z.infer<typeof ApproveInput>

/** Everything the customer's page shows. */
export const CustomerPageDto = z
  .object({
    code: z.string(),
    /** What this is, in the customer’s words: "Your walnut serving board". */
    heading: z.string(),
    shop: z.object({ code: z.string(), name: z.string(), locale: z.string(), timezone: z.string() }),
    order: z.object({
      label: z.string(),
      title: z.string(),
      customerName: z.string(),
      dueOn: z.string().nullable(),
      move: MoveDto,
      personalization: z.array(z.object({ name: z.string(), value: z.string() })),
      makingSince: Instant.nullable(),
      isHeld: z.boolean(),
      /** What was ordered changed after it was signed: the next proof is to be agreed on. */
      isOutdated: z.boolean(),
      progress: ProgressDto,
    }),
    you: z.object({
      actorId: z.string(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      rights: z.enum(['view', 'comment', 'decide']),
      suggestedName: z.string(),
    }),
    /** Null before the first proof was sent. */
    proof: ProofDto.nullable(),
    /** What was bought, where that is a file; the oldest first. */
    files: z.array(HandedFileDto),
    /** Who sent the newest version, for "Send to Maya". */
    sellerName: z.string(),
  })
  .meta({ id: 'CustomerPage' })
export type CustomerPageDto = z.infer<typeof CustomerPageDto>

export const MyLinkDto = z.object({ url: z.string() }).meta({ id: 'MyLink' })
export type MyLinkDto = z.infer<typeof MyLinkDto>

export const ReceiptDto = z
  .object({
    shopName: z.string(),
    orderLabel: z.string(),
    title: z.string(),
    timezone: z.string(),
    locale: z.string(),
    decision: DecisionDto,
    pictures: z.array(PictureDto),
    removedAt: Instant.nullable().describe('When names, words and pictures were removed; the hashes stay'),
  })
  .meta({ id: 'Receipt' })
export type ReceiptDto = z.infer<typeof ReceiptDto>
