import type { Faults } from '../world/faults.ts'
import { goodsOf, totalOf } from '../world/prices.ts'
import type { Money, Receipt, Transaction } from '../world/shapes.ts'
import type { World } from '../world/world.ts'

const none = (like: Money): Money => ({ ...like, amount: 0 })

/** A receipt as Etsy tells of it, with what it withholds today left out. */
export function receiptAnswer(world: World, receipt: Receipt) {
  const { shopId, buyer, shippingCost } = receipt
  const seller = world.shops.get(shopId)
  return {
    receipt_id: receipt.receiptId,
    receipt_type: 0,
    seller_user_id: seller?.userId ?? 1,
    seller_email: null,
    buyer_user_id: buyer.userId,
    buyer_email: world.faults.fenceEmails ? null : buyer.email,
    name: buyer.name,
    ...address(receipt, world.faults),
    status: receipt.status,
    payment_method: 'cc',
    payment_email: null,
    message_from_seller: null,
    message_from_buyer: receipt.message,
    message_from_payment: null,
    is_paid: receipt.isPaid,
    is_shipped: receipt.isShipped,
    ...{ create_timestamp: receipt.created, created_timestamp: receipt.created },
    ...{ update_timestamp: receipt.updated, updated_timestamp: receipt.updated },
    is_gift: receipt.gift !== null,
    gift_message: receipt.gift?.message ?? '',
    gift_sender: receipt.gift?.sender ?? '',
    grandtotal: totalOf(receipt),
    subtotal: goodsOf(receipt),
    total_price: goodsOf(receipt),
    total_shipping_cost: shippingCost,
    ...{ total_tax_cost: none(shippingCost), total_vat_cost: none(shippingCost) },
    ...{ discount_amt: none(shippingCost), gift_wrap_price: none(shippingCost) },
    shipments: receipt.shipments,
    transactions: receipt.transactions.map((one) => transactionAnswer(world, receipt, one)),
    refunds: receipt.refunds,
  }
}

function address({ buyer }: Receipt, { fenceAddresses }: Faults) {
  if (fenceAddresses) {
    return {
      ...{ first_line: null, second_line: null, city: null, state: null, zip: null },
      ...{ formatted_address: null, country_iso: null },
    }
  }
  const { first_line: first, second_line: second, zip, city } = buyer.address
  const lines = [buyer.name, first, second, `${zip} ${city}`, buyer.countryIso]
  return {
    ...buyer.address,
    formatted_address: lines.filter((line) => line !== null).join('\n'),
    country_iso: buyer.countryIso,
  }
}

export function transactionAnswer(world: World, receipt: Receipt, sold: Transaction) {
  const { created, isPaid, isShipped, shipments, shippingCost } = receipt
  return {
    transaction_id: sold.transactionId,
    title: sold.title,
    description: sold.description,
    seller_user_id: world.shops.get(receipt.shopId)?.userId ?? 1,
    buyer_user_id: receipt.buyer.userId,
    ...{ create_timestamp: created, created_timestamp: created },
    paid_timestamp: isPaid ? created : null,
    shipped_timestamp: isShipped ? (shipments[0]?.shipment_notification_timestamp ?? receipt.updated) : null,
    quantity: sold.quantity,
    listing_image_id: sold.imageId,
    receipt_id: receipt.receiptId,
    is_digital: sold.isDigital,
    file_data: '',
    listing_id: sold.listingId,
    transaction_type: 'listing',
    product_id: sold.listingId,
    sku: sold.sku,
    price: sold.price,
    shipping_cost: shippingCost,
    variations: sold.variations,
    product_data: [],
    ...{ shipping_profile_id: null, min_processing_days: 5, max_processing_days: 10 },
    ...{ shipping_method: null, shipping_upgrade: null },
    expected_ship_date: sold.expectedShipDate,
    ...{ buyer_coupon: 0, shop_coupon: 0 },
  }
}
