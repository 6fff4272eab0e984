import { z } from 'zod'
import { Instant, PermissionDto } from './platform.ts'

const Id = z.uuid({ error: 'This is no id of ours. Please reload and try again.' })

/** What cannot be got around without a person, or did not work the last time: a stable code and what to do. */
export const EtsyProblemDto = z
  .object({ code: z.string(), message: z.string(), at: Instant })
  .meta({ id: 'EtsyProblem' })
export type EtsyProblemDto = z.infer<typeof EtsyProblemDto>

/** What this shop's Etsy gives; null while it has not shown. */
const Gives = z.object({
  tracking: z.boolean().nullable().describe('Parcels may be told to Etsy from here'),
  emails: z.boolean().nullable().describe('Buyers’ addresses come with their orders'),
})

/** The app's key that this shop connects with. */
export const EtsyKeyDto = z
  .object({
    of: z.enum(['installation', 'own']),
    hint: z.string().nullable().describe('The last letters of the shop’s own'),
    hasWebhookSecret: z.boolean(),
  })
  .meta({ id: 'EtsyKey' })
export type EtsyKeyDto = z.infer<typeof EtsyKeyDto>

/**
 * `GET /api/s/{shop}/etsy`. `state` is `off` where nothing is connected; `broken` waits for a person: connect again.
 */
export const EtsyConnectionDto = z
  .object({
    state: z.enum(['off', 'connected', 'broken']),
    key: EtsyKeyDto.nullable().describe('None: the shop has to bring its own before it can connect'),
    redirectUri: z.string().describe('What an app of one’s own must list as its callback'),
    webhookUrl: z.string().describe('What an app of one’s own may list as its endpoint'),
    /** Whether `Connect` leads to the local Etsy of a demo. */
    isSimulated: z.boolean(),
    shop: z
      .object({
        etsyShopId: z.string(),
        name: z.string(),
        url: z.string().nullable(),
        iconUrl: z.string().nullable(),
        currency: z.string().nullable(),
      })
      .nullable(),
    /** Which of Etsy's words ours could take over, where they differ. */
    prefill: z.object({ name: z.string().nullable(), currency: z.string().nullable() }).nullable(),
    scopes: z.array(z.string()).describe('What the seller allowed'),
    missingScopes: z.array(z.string()).describe('What was asked for and not allowed'),
    gives: Gives,
    problem: EtsyProblemDto.nullable().describe('Why it is broken'),
    lastError: EtsyProblemDto.nullable().describe('Why the last look failed; tried again by itself'),
    connectedAt: Instant.nullable(),
    lastSyncedAt: Instant.nullable(),
    nextSyncAt: Instant.nullable().describe('Not before this, where Etsy asked us to wait'),
    import: z
      .object({
        seen: z.number().int(),
        total: z.number().int().nullable(),
        startedAt: Instant,
        finishedAt: Instant.nullable(),
      })
      .nullable()
      .describe('The first look at everything there is'),
    counts: z.object({
      orders: z.number().int(),
      parked: z.number().int(),
      questions: z.number().int(),
      tasks: z.number().int(),
      files: z.number().int().describe('Buyers’ files that are still to be fetched'),
    }),
    can: z.object({ connect: PermissionDto, disconnect: PermissionDto, sync: PermissionDto, map: PermissionDto }),
  })
  .meta({ id: 'EtsyConnection' })
export type EtsyConnectionDto = z.infer<typeof EtsyConnectionDto>

/** `PUT /api/s/{shop}/etsy/key`, `DELETE` the same: only while nothing is connected with it. */
export const EtsyKeyInput = z.object({
  keystring: z
    .string()
    .trim()
    .regex(/^[\w-]{6,100}$/, 'The keystring is the long word of letters and digits on Etsy’s page of your app.'),
  sharedSecret: z
    .string()
    .trim()
    .regex(/^[\w-]{4,100}$/, 'The shared secret stands below the keystring on Etsy’s page of your app.'),
  webhookSecret: z
    .string()
    .trim()
    .regex(/^whsec_[A-Za-z0-9+/=]{16,200}$/, 'Etsy’s webhook secret begins with “whsec_”.')
    .nullish(),
})
export type EtsyKeyInput = z.infer<typeof EtsyKeyInput>

/**
 * `POST /api/s/{shop}/etsy/connect`: where to send the browser. It comes back by `/api/etsy/callback`, which leads on to
 * `/s/{shop}/settings/etsy?etsy=connected`, or `?etsy=<problem code>`.
 */
export const EtsyConsentDto = z
  .object({ url: z.string(), scopes: z.array(z.object({ scope: z.string(), why: z.string() })) })
  .meta({ id: 'EtsyConsent' })
export type EtsyConsentDto = z.infer<typeof EtsyConsentDto>

/** `POST /api/s/{shop}/etsy/prefill`: takes over what it names. */
export const EtsyPrefillInput = z.object({ name: z.boolean().optional(), currency: z.boolean().optional() })
export type EtsyPrefillInput = z.infer<typeof EtsyPrefillInput>

// POST /api/s/{shop}/etsy/disconnect and POST /api/s/{shop}/etsy/sync take nothing and answer with EtsyConnectionDto.

export const EtsyRuleKind = z.enum(['listing', 'sku', 'tag', 'section'])
export type EtsyRuleKind = z.infer<typeof EtsyRuleKind>

/** `PUT /api/s/{shop}/etsy/rules`: said again for the same thing, it is changed. Orders that wait for it are told. */
export const EtsyRuleInput = z.object({
  kind: EtsyRuleKind,
  value: z.string().trim().min(1).max(200).describe('A listing’s or section’s number, a tag or a SKU'),
  productId: Id.nullable().describe('None: it goes the usual way'),
})
export type EtsyRuleInput = z.infer<typeof EtsyRuleInput>

export const EtsyRuleDto = z
  .object({
    id: z.string(),
    kind: EtsyRuleKind,
    value: z.string(),
    label: z.string().describe('A listing by its title'),
    productId: z.string().nullable(),
    productName: z.string().nullable(),
  })
  .meta({ id: 'EtsyRule' })
export type EtsyRuleDto = z.infer<typeof EtsyRuleDto>

/** A listing that was sold and of which nobody has said what product it is: asked once. */
export const EtsyListingQuestionDto = z
  .object({
    listingId: z.string(),
    title: z.string(),
    url: z.string().nullable(),
    sectionId: z.string().nullable(),
    tags: z.array(z.string()),
    skus: z.array(z.string()),
    orders: z.number().int().describe('Open orders that wait for the answer'),
    /** What the answer may be given for as well, and how many listings and open orders that would settle. */
    alike: z.array(
      z.object({
        kind: z.enum(['section', 'sku', 'tag']),
        value: z.string(),
        listings: z.number().int(),
        orders: z.number().int(),
      }),
    ),
    /** The likeliest first. */
    suggestions: z.array(z.object({ productId: z.string(), productName: z.string(), why: z.string() })),
  })
  .meta({ id: 'EtsyListingQuestion' })
export type EtsyListingQuestionDto = z.infer<typeof EtsyListingQuestionDto>

/** `GET /api/s/{shop}/etsy/mapping`. A SKU's rule comes before a listing's, a tag's and a section's. */
export const EtsyMappingDto = z
  .object({
    questions: z.array(EtsyListingQuestionDto),
    rules: z.array(EtsyRuleDto),
    products: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'EtsyMapping' })
export type EtsyMappingDto = z.infer<typeof EtsyMappingDto>

/** `GET /api/s/{shop}/etsy/parked`; `POST …/parked/{parked}/replay`, `…/put-away`, and `POST …/etsy/parked/replay` for all. */
export const EtsyParkedDto = z
  .object({
    id: z.string(),
    receiptId: z.string(),
    buyer: z.string().nullable(),
    code: z.string(),
    reason: z.string(),
    tries: z.number().int(),
    firstAt: Instant,
    lastAt: Instant,
    url: z.string().nullable().describe('The order’s page at Etsy'),
  })
  .meta({ id: 'EtsyParked' })
export type EtsyParkedDto = z.infer<typeof EtsyParkedDto>

export const EtsyParkedListDto = z.object({ parked: z.array(EtsyParkedDto) }).meta({ id: 'EtsyParkedList' })
export type EtsyParkedListDto = z.infer<typeof EtsyParkedListDto>

/** What is told to Etsy of a parcel, and how far it is. */
export const EtsyShipmentDto = z
  .object({
    id: z.string(),
    carrier: z.string(),
    tracking: z.string(),
    noteToBuyer: z.string().nullable(),
    state: z.enum(['intended', 'calling', 'sent', 'by_hand', 'given_up']),
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    createdAt: Instant,
    doneAt: Instant.nullable(),
  })
  .meta({ id: 'EtsyShipment' })
export type EtsyShipmentDto = z.infer<typeof EtsyShipmentDto>

/** Something only the seller can do, at Etsy, with everything to copy. */
export const EtsyTaskDto = z
  .object({
    id: z.string(),
    kind: z.enum(['ship', 'message', 'deliver_file', 'cancel', 'publish_listing']),
    order: z.object({ code: z.string(), label: z.string(), customerName: z.string() }),
    url: z.string().nullable().describe('Where at Etsy it is done'),
    copy: z.array(z.object({ name: z.string(), value: z.string() })),
    /** A file that is to be handed over: where it is downloaded. */
    file: z.object({ name: z.string(), url: z.string() }).nullable(),
    createdAt: Instant,
    doneAt: Instant.nullable(),
    outcome: z.enum(['done', 'found', 'not_needed']).nullable(),
  })
  .meta({ id: 'EtsyTask' })
export type EtsyTaskDto = z.infer<typeof EtsyTaskDto>

/** `GET /api/s/{shop}/etsy/tasks`: what is open, the oldest first. */
export const EtsyTaskListDto = z.object({ tasks: z.array(EtsyTaskDto) }).meta({ id: 'EtsyTaskList' })
export type EtsyTaskListDto = z.infer<typeof EtsyTaskListDto>

/** `POST /api/s/{shop}/etsy/tasks/{task}/done` */
export const EtsyTaskDoneInput = z.object({ outcome: z.enum(['done', 'not_needed']).default('done') })
export type EtsyTaskDoneInput = z.infer<typeof EtsyTaskDoneInput>

/** What Etsy lets a title say: no line breaks, no emoji, no signs of money, and a few signs only once. */
const ListingTitle = z
  .string()
  .trim()
  .min(1, 'What is it called?')
  .max(140, 'Etsy’s titles have room for 140 characters.')
  .regex(/^[\p{L}\p{Nd}\p{P}\p{Sm}\p{Zs}™©®]*$/u, 'Etsy’s titles take letters, digits and punctuation only.')
  .refine((title) => ['%', ':', '&', '+'].every((sign) => title.split(sign).length <= 2), {
    error: 'Etsy’s titles may have each of % : & + only once.',
  })

/** `POST /api/s/{shop}/orders/{order}/etsy/extras`: extra work, as a draft listing of its own. */
export const EtsyExtraInput = z.object({
  title: ListingTitle,
  description: z.string().trim().min(1, 'What is done for it?').max(5000),
  amount: z
    .number({ error: 'What does it cost? For example 12.50' })
    .int('What does it cost? For example 12.50')
    .min(20, 'Etsy takes no price below 0.20.')
    .max(5_000_000, 'Etsy takes no price above 50,000.')
    .describe('In hundredths of the shop’s currency at Etsy'),
})
export type EtsyExtraInput = z.infer<typeof EtsyExtraInput>

export const EtsyExtraDto = z
  .object({
    id: z.string(),
    title: z.string(),
    amount: z.number().int(),
    currency: z.string(),
    /** `by_hand`: Etsy did not take it from here, a task tells what to do there. */
    state: z.enum(['intended', 'by_hand', 'draft', 'publishing', 'listed', 'bought', 'withdrawing', 'withdrawn']),
    /** Why it is withdrawn: by the shop, off Etsy without us, or bought and given back. */
    ended: z.enum(['taken_back', 'gone', 'given_back']).nullable(),
    problem: z.object({ code: z.string(), message: z.string() }).nullable().describe('Why the last try failed'),
    url: z.string().nullable().describe('Its page, for the buyer; nobody else sees a draft'),
    createdAt: Instant,
    boughtAt: Instant.nullable(),
    can: z.object({ publish: PermissionDto, retry: PermissionDto, withdraw: PermissionDto }),
  })
  .meta({ id: 'EtsyExtra' })
export type EtsyExtraDto = z.infer<typeof EtsyExtraDto>

// POST …/etsy/extras/{extra}/publish, …/retry and …/withdraw take nothing and answer with OrderEtsyDto.

/** A buyer's upload, while it is on its way here; once it is here it stands among the order's files. */
export const EtsyFileDto = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(['waiting', 'fetched', 'failed']),
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    fileId: z.string().nullable(),
  })
  .meta({ id: 'EtsyFile' })
export type EtsyFileDto = z.infer<typeof EtsyFileDto>

/** `GET /api/s/{shop}/orders/{order}/etsy`: what is known of an order that came from Etsy; `receipt` is null of others. */
export const OrderEtsyDto = z
  .object({
    receipt: z
      .object({
        receiptId: z.string(),
        url: z.string().describe('Its page at Etsy, for the seller'),
        status: z.enum(['unpaid', 'paid', 'shipped', 'cancelled', 'refunded']),
        etsyUpdatedAt: Instant,
      })
      .nullable(),
    /** Line items of which nobody has said what product they are. */
    questions: z.array(z.object({ itemId: z.string(), listingId: z.string() })),
    digitalItemIds: z.array(z.string()),
    files: z.array(EtsyFileDto),
    shipments: z.array(EtsyShipmentDto),
    tasks: z.array(EtsyTaskDto),
    extras: z.array(EtsyExtraDto),
    currency: z.string().nullable().describe('What the shop’s prices at Etsy are in'),
    can: z.object({ tellShipped: PermissionDto, addExtra: PermissionDto }),
  })
  .meta({ id: 'OrderEtsy' })
export type OrderEtsyDto = z.infer<typeof OrderEtsyDto>

/** `POST /api/s/{shop}/orders/{order}/etsy/files/{file}/retry` asks for a file once more. */
