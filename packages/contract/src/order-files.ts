import { z } from 'zod'
import { PictureDto } from './orders.ts'
import { Instant, PermissionDto } from './platform.ts'

/** A reference: what belongs to an order and is no proof of it. */
export const OrderFileDto = z
  .object({
    id: z.string(),
    name: z.string(),
    source: z.enum(['etsy', 'shop']),
    itemId: z.string().nullable(),
    mediaType: z.string(),
    size: z.number().int(),
    picture: PictureDto.nullable().describe('Of what can be kept and not shown, a PDF or HEIC, there is none'),
    original: z.string().describe('Where the file itself is'),
    handedOverAt: Instant.nullable().describe('The customer has it on their page since'),
    createdAt: Instant,
  })
  .meta({ id: 'OrderFile' })
export type OrderFileDto = z.infer<typeof OrderFileDto>

/**
 * `GET /api/s/{shop}/orders/{order}/files`, the oldest first. `POST …/files/{file}/hand-over` gives one of the shop's
 * own to the customer, on their link; `…/take-back` takes it away again.
 */
export const OrderFileListDto = z
  .object({
    files: z.array(OrderFileDto),
    mailedTo: z.string().nullable().describe('Who is written to when a file is handed over'),
    can: z.object({ handOver: PermissionDto }),
  })
  .meta({ id: 'OrderFileList' })
export type OrderFileListDto = z.infer<typeof OrderFileListDto>

/** What was handed over, as the customer sees it. */
export const HandedFileDto = z
  .object({
    id: z.string(),
    name: z.string(),
    mediaType: z.string(),
    size: z.number().int(),
    hasThumb: z.boolean(),
    handedOverAt: Instant,
  })
  .meta({ id: 'HandedFile' })
export type HandedFileDto = z.infer<typeof HandedFileDto>
