import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import type { OrderDto } from '@proofroom/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { buildOrder, buildShop, type Shop, startTestApp, type TestApp } from '../testing/index.ts'

// Browsers leave in the middle of what they asked for. Whatever a stream of ours throws then, nobody catches: the
// program would end. Vitest fails a run in which something is thrown that way.

let t: TestApp
let shop: Shop
let order: OrderDto
let at: URL
beforeAll(async () => {
  t = await startTestApp()
  shop = await buildShop(t)
  order = await buildOrder(shop)
  at = new URL(await t.listen())
})
afterAll(() => t.stop())

const TIMES = 60

async function dial() {
  const socket = connect(Number(at.port), at.hostname)
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

const cookieOf = ({ owner }: Shop) => [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

/** Asks, hears the first of the answer or not even that, and is gone. */
async function askAndLeave(path: string, hears: boolean): Promise<void> {
  const cookie = cookieOf(shop)
  const socket = await dial()
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${at.host}\r\nCookie: ${cookie}\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n`,
  )
  if (hears) await once(socket, 'data')
  socket.destroy()
}

async function leaveOften(path: string): Promise<void> {
  for (let time = 0; time < TIMES; time++)
    await Promise.all([askAndLeave(path, true), askAndLeave(path, true), askAndLeave(path, false)])
  // It goes on, and what is asked for to the end comes whole.
  const answer = await shop.owner.ask('GET', path)
  expect(answer.status).toBe(200)
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0)
}

test('in the middle of a file', async () => {
  const files = `${shop.path}/orders/${order.code}/files`
  const body = new Uint8Array(3_000_000).fill(7)
  const headers = { 'content-type': 'application/pdf', 'x-file-name': 'Pattern.pdf' }
  expect((await shop.owner.ask('POST', files, { body, headers })).status).toBe(201)
  const list = await shop.owner.do<{ files: { original: string }[] }>('GET', files)
  await leaveOften(list.files[0]?.original ?? '')
})

test('in the middle of an archive', async () => {
  const customers = await shop.owner.do<{ customers: { id: string }[] }>('GET', `${shop.path}/customers`)
  await leaveOften(`${shop.path}/customers/${customers.customers[0]?.id}/data.zip`)
})

test('in the middle of a table', () => leaveOften(`${shop.path}/orders.csv`))

test('in the middle of what happens', async () => {
  for (let time = 0; time < TIMES; time++) await askAndLeave(`${shop.path}/events`, time % 2 === 0)
  expect((await shop.owner.ask('GET', `${shop.path}/queue`)).status).toBe(200)
})

test('in the middle of what they send, be it too much or not', async () => {
  const path = `${shop.path}/orders/${order.code}/files`
  const before = await shop.owner.do<{ files: unknown[] }>('GET', path)
  for (const length of [2_000_000, 900_000_000]) {
    const head = [
      ...[`POST ${path} HTTP/1.1`, `Host: ${at.host}`, `Cookie: ${cookieOf(shop)}`, `Content-Length: ${length}`],
      ...['Content-Type: application/pdf', 'X-File-Name: Pattern.pdf', '', ''],
    ]
    for (let time = 0; time < TIMES; time++) {
      const socket = await dial()
      socket.write(head.join('\r\n'))
      const sent = new Promise<void>((resolve) => socket.write(Buffer.alloc(time * 20_000, 7), () => resolve()))
      if (time % 2 === 0) await sent
      socket.destroy()
    }
  }
  expect(await shop.owner.do<{ files: unknown[] }>('GET', path)).toEqual(before)
  await vi.waitFor(async () => expect(await readdir(t.platform.files.incoming)).toEqual([]))
})
