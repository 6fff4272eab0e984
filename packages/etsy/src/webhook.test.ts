import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigned, readHint } from './webhook.ts'

// The vector of the scheme's documentation.
const SECRET = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='
const SIGNATURE = 'Y/fNMPotrJnmJIykcEwsHEV1+V5/stIfX6/4cWNi430='
const delivery = {
  id: 'msg_2test0000000000000000001',
  timestamp: '1790000000',
  body: '{"event_type":"order.paid","resource_url":"https://api.etsy.com/v3/application/shops/12345/receipts/54321","shop_id":12345}',
}
const at = (seconds: number) => new Date(seconds * 1000)
const THEN = at(1_790_000_000)

test('a signed delivery is taken, with and without the prefix, alone and among others', () => {
  for (const signature of [SIGNATURE, `v1,${SIGNATURE}`, `v1,AAAA v1,${SIGNATURE}`])
    expect(isSigned({ ...delivery, signature }, SECRET, THEN)).toBe(true)
})

test('nothing else is', () => {
  const signed = { ...delivery, signature: SIGNATURE }
  for (const forged of [
    { ...signed, body: `${delivery.body} ` },
    { ...signed, id: 'msg_other' },
    { ...signed, timestamp: '1790000001' },
    { ...signed, timestamp: 'NaN' },
    { ...signed, signature: `${SIGNATURE.slice(0, -2)}A=` },
    { ...signed, signature: '' },
    { ...signed, signature: null },
    { ...signed, id: null },
  ])
    expect(isSigned(forged, SECRET, THEN)).toBe(false)
  expect(isSigned(signed, 'whsec_b3RoZXI=', THEN)).toBe(false)
})

test('without a secret nothing is signed, whatever somebody made with none', () => {
  const { id, timestamp, body } = delivery
  const signature = createHmac('sha256', '').update(`${id}.${timestamp}.${body}`).digest('base64')
  for (const secret of ['', 'whsec_', '!!!']) expect(isSigned({ ...delivery, signature }, secret, THEN)).toBe(false)
})

test('a recording is refused after five minutes', () => {
  const signed = { ...delivery, signature: SIGNATURE }
  expect(isSigned(signed, SECRET, at(1_790_000_300))).toBe(true)
  expect(isSigned(signed, SECRET, at(1_790_000_301))).toBe(false)
  expect(isSigned(signed, SECRET, at(1_789_999_699))).toBe(false)
})

test('a delivery names a shop and a receipt, as a number or as words', () => {
  expect(readHint(delivery.body)).toEqual({ event: 'order.paid', shopId: '12345', receiptId: '54321' })
  expect(readHint(delivery.body.replace('"shop_id":12345', '"shop_id":"12345"'))?.shopId).toBe('12345')
  expect(readHint(delivery.body.replace('/receipts/54321', '/listings/7'))?.receiptId).toBe(null)
  for (const wrong of ['"../users"', '1.5', '-1', 'null'])
    expect(readHint(delivery.body.replace('"shop_id":12345', `"shop_id":${wrong}`))).toBe(null)
  for (const body of ['', 'null', '[]', '{"event_type":1}', '{']) expect(readHint(body)).toBe(null)
})
