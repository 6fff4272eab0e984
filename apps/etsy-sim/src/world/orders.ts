import { totalOf } from './prices.ts'
import type { Receipt, Shipment } from './shapes.ts'
import type { World } from './world.ts'

/** Every change moves the receipt to the end of `sort_on=updated`. */
function touch(world: World, receipt: Receipt): void {
  receipt.updated = Math.max(world.clock.seconds, receipt.updated)
  world.changed()
}

const told = ({ shopId, receiptId }: Receipt) => ({ shopId, receiptId })

export function pay(world: World, receipt: Receipt): void {
  if (receipt.isPaid) return
  receipt.isPaid = true
  receipt.status = receipt.isShipped ? 'completed' : 'paid'
  touch(world, receipt)
  world.tell({ type: 'order.paid', ...told(receipt) })
}

/** False where it is too late. */
export function cancel(world: World, receipt: Receipt): boolean {
  if (receipt.isShipped || receipt.status === 'canceled') return false
  receipt.status = 'canceled'
  touch(world, receipt)
  world.tell({ type: 'order.canceled', ...told(receipt) })
  return true
}

/** All that is left to give back, or part of it. */
export function refund(world: World, receipt: Receipt, amount?: number, reason?: string): void {
  const total = totalOf(receipt)
  const given = receipt.refunds.reduce((sum, one) => sum + one.amount.amount, 0)
  const now = Math.min(amount ?? total.amount, total.amount - given)
  if (now <= 0) return
  receipt.refunds.push({
    amount: { ...total, amount: now },
    created_timestamp: world.clock.seconds,
    reason: reason ?? null,
    note_from_issuer: null,
    status: 'COMPLETED',
  })
  receipt.status = given + now >= total.amount ? 'fully refunded' : 'partially refunded'
  touch(world, receipt)
}

export type Parcel = { carrier: string; tracking: string; note: string | null }

/** Marked as sent; with a code it is a shipment, and either way of telling Etsy how mails the buyer. */
export function ship(world: World, receipt: Receipt, parcel: Parcel | null): void {
  const wasShipped = receipt.isShipped
  receipt.isShipped = true
  if (receipt.status === 'paid') receipt.status = 'completed'
  if (parcel) mail(world, receipt, parcel)
  touch(world, receipt)
  if (!wasShipped) world.tell({ type: 'order.shipped', ...told(receipt) })
}

function mail(world: World, receipt: Receipt, { carrier, tracking, note }: Parcel): void {
  const at = world.clock.seconds
  if (tracking !== '') {
    const shipment: Shipment = {
      receipt_shipping_id: world.nextId(),
      shipment_notification_timestamp: at,
      carrier_name: carrier,
      tracking_code: tracking,
    }
    receipt.shipments.push(shipment)
  }
  world.mails.push({
    ...{ to: receipt.buyer.email, receiptId: receipt.receiptId, at, subject: 'Your order is on its way' },
    ...{ carrier: carrier || null, tracking: tracking || null, note },
  })
}

export function unship(world: World, receipt: Receipt): void {
  receipt.isShipped = false
  if (receipt.status === 'completed') receipt.status = 'paid'
  touch(world, receipt)
}

export function deliver(world: World, receipt: Receipt): void {
  if (receipt.deliveredAt !== null) return
  if (!receipt.isShipped) ship(world, receipt, null)
  receipt.deliveredAt = world.clock.seconds
  touch(world, receipt)
  world.tell({ type: 'order.delivered', ...told(receipt) })
}

export type Edit = {
  message?: string | null
  answers?: Record<string, string>
  expectedShipDate?: number
  address?: Partial<Receipt['buyer']['address']>
}

/** What a buyer or seller changes on Etsy afterwards: no webhook tells of it. */
export function edit(world: World, receipt: Receipt, { message, answers = {}, expectedShipDate, address }: Edit): void {
  if (message !== undefined) receipt.message = message
  if (address) receipt.buyer = { ...receipt.buyer, address: { ...receipt.buyer.address, ...address } }
  for (const transaction of receipt.transactions) {
    if (expectedShipDate !== undefined) transaction.expectedShipDate = expectedShipDate
    transaction.variations = transaction.variations.map((row) => ({
      ...row,
      formatted_value: answers[row.formatted_name] ?? row.formatted_value,
    }))
  }
  touch(world, receipt)
}
