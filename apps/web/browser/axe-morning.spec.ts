import { expect, type Page } from '@playwright/test'
import { Inspection, type Look } from './inspection.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { ORDER, SELLER, Shop } from './shop.ts'

const server = serverForFile()

for (const device of ['laptop', 'phone'] as const)
  test(`everybody can use the seller’s morning, light and dark, on a ${device}`, async ({ people }) => {
    test.setTimeout(180_000)
    const { found, look } = new Inspection()
    const page = await people.open(device, server().url)
    const shop = await Shop.open(page, { ...SELLER, email: `morning-${device}@example.com` })
    await lookAtMorning(page, shop, look)
    await lookAtWorkshop(page, shop, look)
    expect(found).toEqual([])
  })

async function lookAtMorning(page: Page, shop: Shop, look: Look): Promise<void> {
  await shop.order({ ...ORDER, dueOn: '2026-01-05' })
  await shop.sent(['board-front.svg'])
  await page.goto(`/s/${shop.code}`)
  await expect(page.getByRole('region', { name: 'Waiting on customers' }).getByRole('button')).toHaveText('Nudge')
  await look(page, 'queue, late and waiting')
  await page.getByRole('button', { name: 'Find an order or a person' }).click()
  await expect(page.getByRole('option', { name: 'Sign out' })).toBeVisible()
  await page.keyboard.type('ruth')
  await expect(page.getByRole('option').first()).toContainText('Ruth Hartley')
  await look(page, 'palette, found')
  await page.keyboard.type(' nobody')
  await expect(page.getByText('Nothing is called that.')).toBeVisible()
  await look(page, 'palette, nothing found')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await look(page, 'keys')
  await page.keyboard.press('Escape')
  const bell = page.getByRole('button', { name: /^Due/ })
  await bell.click()
  await expect(page.getByRole('dialog', { name: /^Due/ })).toBeVisible()
  await look(page, 'due soon')
  await page.keyboard.press('Escape')
}

async function lookAtWorkshop(page: Page, shop: Shop, look: Look): Promise<void> {
  await page.goto(`/s/${shop.code}/settings/workshop`)
  await page.getByRole('button', { name: 'Change Making' }).click()
  await page.getByRole('button', { name: 'Change Usual' }).click()
  await page.getByLabel('Another product').fill('Walnut board')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Walnut board' })).toBeVisible()
  await look(page, 'workshop')
  await page.getByRole('button', { name: 'Put away Walnut board' }).click()
  await expect(page.getByRole('group', { name: 'Walnut board' })).toHaveCount(0)
  await look(page, 'workshop, put away')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('group', { name: 'Walnut board' })).toBeVisible()
}
