import { expect, type Page, type WebSocketRoute } from '@playwright/test'
import { Customer } from './customer.ts'
import { leaveDialog } from './keys.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { Shop } from './shop.ts'
import { Table } from './table.ts'

const server = serverForFile()
const KEPT = 'Offline: kept on this device'

test('what a customer draws while the server is away stays on the phone and arrives when it is back', async ({
  people,
}) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page)
  const { proof, sent } = await shop.sent()
  const ruth = new Customer(await people.open('phone', server().url))
  await ruth.open(sent.link)
  await ruth.startAsking()
  await ruth.table.tap({ x: 0.25, y: 0.5 })
  await ruth.sayName()
  await expect(ruth.page.getByText('Saved')).toBeVisible()
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/1`)
  const threads = page.getByRole('complementary', { name: 'Threads' })
  await expect(threads.getByRole('article')).toHaveCount(1)

  people.complaints.serverMayGo()
  await server().kill()
  await expect(page.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible()
  await ruth.button('Another spot').tap()
  await ruth.button('Box').tap()
  await ruth.table.beginStroke({ x: 0.3, y: 0.6 }, { x: 0.4, y: 0.65 }, { x: 0.5, y: 0.7 })
  await ruth.table.endStroke()
  await expect(ruth.page.getByText(KEPT)).toBeVisible()
  await expect(ruth.page.getByRole('button', { name: /^2 You/ })).toBeVisible()
  // Meanwhile the seller draws too.
  const table = new Table(page)
  await page.keyboard.press('o')
  await table.beginDrag({ x: 0.6, y: 0.3 }, { x: 0.75, y: 0.45 })
  await table.endDrag()
  await leaveDialog(page)
  await expect(threads.getByRole('article')).toHaveCount(2)
  await expect(page.getByRole('status').filter({ hasText: 'Offline: kept on this device' })).toBeVisible()

  await server().start()
  await expect(threads.getByRole('article')).toHaveCount(3, { timeout: 30_000 })
  await expect(ruth.page.getByRole('button', { name: /^\d MT/ })).toBeVisible({ timeout: 30_000 })
  await expect(ruth.page.getByText(KEPT)).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
})

test('a page that is loaded anew while offline still has what was drawn; each undoes only their own', async ({
  people,
}) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page, {
    name: 'Maya Torres',
    email: 'maya2@example.com',
    password: 'walnut and brass',
    shopName: 'Maya’s Workshop',
  })
  const { proof, sent } = await shop.sent()
  const table = new Table(page)
  const threads = page.getByRole('complementary', { name: 'Threads' })
  const guest = await people.open('laptop', server().url)
  const ruth = new Customer(guest)
  const room = await breakable(page)
  await ruth.open(sent.link)
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/1`)
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

  await room.cut()
  await expect(page.getByRole('status').filter({ hasText: 'Offline' })).toBeVisible()
  await page.keyboard.press('l')
  await table.beginDrag({ x: 0.2, y: 0.7 }, { x: 0.4, y: 0.75 }, { x: 0.6, y: 0.7 })
  await table.endDrag()
  await page.getByRole('textbox', { name: 'Your words' }).fill('Along this line')
  await page.keyboard.press('Enter')
  await expect(threads.getByRole('article')).toContainText('Not sent yet')
  await expect(page.getByRole('status').filter({ hasText: 'Offline: kept on this device' })).toBeVisible()

  await page.reload()
  await expect(threads.getByRole('article')).toContainText('Along this line')
  await expect(page.getByRole('status').filter({ hasText: 'Offline: kept on this device' })).toBeVisible()
  await expect(guest.getByRole('button', { name: /Along this line/ })).toHaveCount(0)

  room.mend()
  await expect(guest.getByRole('button', { name: /Along this line/ })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()

  await guest.getByRole('button', { name: 'Ask for a change' }).click()
  await ruth.table.click({ x: 0.5, y: 0.3 })
  await guest.getByRole('dialog', { name: 'Are you Ruth?' }).getByRole('button', { name: 'Yes, go on' }).click()
  await expect(threads.getByRole('article')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await table.beginDrag({ x: 0.6, y: 0.6 }, { x: 0.7, y: 0.7 })
  await table.endDrag()
  await leaveDialog(page)
  await expect(threads.getByRole('article')).toHaveCount(3)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(threads.getByRole('article')).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()
  await expect(threads.getByRole('article').filter({ hasText: 'Ruth Hartley' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect(threads.getByRole('article')).toHaveCount(3)
  await expect(guest.getByRole('button', { name: /MT/ })).toHaveCount(2)
})

/** A network that lets pages through and cuts the room's own connection, as hotels' and schools' do. */
async function breakable(page: Page) {
  const open = new Set<WebSocketRoute>()
  let broken = false
  await page.routeWebSocket(/\/live/, (socket) => {
    if (broken) return socket.close({ code: 1001 })
    socket.connectToServer()
    open.add(socket)
  })
  return {
    async cut() {
      broken = true
      for (const socket of open) await socket.close({ code: 1001 })
      open.clear()
    },
    mend() {
      broken = false
    },
  }
}
