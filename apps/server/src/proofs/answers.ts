import type { Context as HonoContext } from 'hono'
import type { Env } from '../platform/route.ts'
import { drawReceipt } from './receipt-pdf.ts'
import type { Receipt } from './receipts.ts'

export async function answerWithReceipt(c: HonoContext<Env>, receipt: Receipt): Promise<Response> {
  const pdf = await drawReceipt(receipt, (hash) => c.var.platform.files.open(receipt.shopId, hash))
  const name = `Proof ${receipt.dto.decision.versionNumber}, order ${receipt.dto.orderLabel}.pdf`
  c.header('Content-Type', 'application/pdf')
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  return c.body(new Uint8Array(pdf))
}
