import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { Customer } from './customer.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { ORDER, SELLER, Shop } from './shop.ts'
import { Table } from './table.ts'

const server = serverForFile()

const SCHEMES = ['light', 'dark'] as const

/** Looks at one state of a screen, light and dark. What axe finds is gathered, so that one run tells all of it. */
class Inspection {
  readonly found: string[] = []

  look = async (page: Page, state: string): Promise<void> => {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Nothing half faded in: colours are judged as they stay.
      await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))))
      // One frame: no second page has to be opened to gather what the frames say.
      const axe = new AxeBuilder({ page }).setLegacyMode()
      // Only the colours differ in the second one.
      const { violations } = await (colorScheme === SCHEMES[0] ? axe : axe.withRules('color-contrast')).analyze()
      for (const { id, nodes } of violations)
        for (const { target, failureSummary } of nodes)
          this.found.push(`${state}, ${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary}`)
    }
  }
}

for (const device of ['laptop', 'phone'] as const)
  test(`everybody can use every screen, light and dark, on a ${device}`, async ({ people }) => {
    test.setTimeout(180_000)
    const { found, look } = new Inspection()
    const page = await people.open(device, server().url)
    await lookAtDoors(page, look)
    const shop = await Shop.open(page, { ...SELLER, email: `${device}@example.com` })
    await lookAtOrders(page, shop, look)
    const link = await lookAtProof(page, shop, look)
    await lookAtRoom(page, await people.open(device, server().url), link, look)
    await lookAtProblems(await people.open(device, server().url), link, look)
    expect(found).toEqual([])
  })

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

type Look = Inspection['look']

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
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, 'workshop, putting away')
}

async function lookAtDoors(page: Page, look: Look): Promise<void> {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Please give your password.')).toBeVisible()
  await look(page, 'sign in, refused')
  await page.goto('/sign-up')
  await expect(page.getByRole('heading', { name: 'Open your shop' })).toBeVisible()
  await look(page, 'sign up')
  await page.goto('/forgot')
  await expect(page.getByText('This installation cannot send mail.')).toBeVisible()
  await look(page, 'forgot')
  await page.goto('/reset')
  await expect(page.getByRole('heading', { name: 'This link is not complete' })).toBeVisible()
  await look(page, 'reset without a token')
  await page.goto('/join/nothing')
  await expect(page.getByRole('heading', { name: 'This invitation does not open' })).toBeVisible()
  await look(page, 'an invitation that is none')
}

async function lookAtOrders(page: Page, shop: Shop, look: Look): Promise<void> {
  await page.goto(`/s/${shop.code}`)
  await expect(page.getByRole('heading', { name: 'Three steps to your first signature' })).toBeVisible()
  await look(page, 'queue, empty')
  await page.getByRole('listitem').getByRole('button', { name: 'New order' }).click()
  const form = page.getByRole('dialog', { name: 'New order' })
  await form.getByRole('button', { name: 'Create the order' }).click()
  await expect(form.getByText('Who is it for?')).toBeVisible()
  await look(page, 'new order, refused')
  await page.keyboard.press('Escape')
  await shop.order({ ...ORDER, customer: { name: 'Oleander Featherstonehaugh-Wintergreen' }, dueOn: '2020-01-31' })
  await shop.sent()
  await page.goto(`/s/${shop.code}`)
  await expect(page.getByRole('region', { name: 'Waiting on customers' })).toContainText('Ruth Hartley')
  await look(page, 'queue, full')
  await page.getByRole('link', { name: 'Orders' }).click()
  await expect(page.getByText('2 orders')).toBeVisible()
  await look(page, 'orders')
  await page.goto(`/s/${shop.code}/orders?q=nobody`)
  await expect(page.getByText('No order matches')).toBeVisible()
  await look(page, 'orders, none found')
  await page.goto(`/s/${shop.code}/settings`)
  await expect(page.getByText('This one')).toBeVisible()
  await look(page, 'settings')
  await page.goto(`/s/${shop.code}/nowhere`)
  await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  await look(page, 'no such address')
}

async function lookAtProof(page: Page, shop: Shop, look: Look): Promise<string> {
  const order = await shop.order()
  const proof = await shop.proof(order)
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/draft`)
  await expect(page.getByText('Add a picture first')).toBeVisible()
  await look(page, 'draft, empty')
  await shop.addPage(proof, 'board-front.svg')
  await shop.addPage(proof, 'board-back.svg')
  await page.reload()
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: Buffer.alloc(0) })
  await expect(page.getByText('cat.png was not added')).toBeVisible()
  await look(page, 'draft, with pages and a refused file')
  await page.getByRole('button', { name: 'Preview as Ruth' }).click()
  await expect(page.getByText('The buttons work once it is sent.')).toBeVisible()
  await look(page, 'preview')
  await page.goBack()
  await page.getByRole('button', { name: 'Send proof 1' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send proof 1 to Ruth?' })
  await expect(dialog).toBeVisible()
  await look(page, 'send')
  await dialog.getByRole('button', { name: 'Send proof 1' }).click()
  await expect(page.getByRole('heading', { name: 'Proof 1 is out' })).toBeVisible()
  await look(page, 'sent')
  const link = /http\S+/.exec(await page.getByRole('textbox', { name: 'Ready message' }).inputValue())?.[0] ?? ''
  await page.getByRole('link', { name: 'Back to the order' }).click()
  await expect(page.getByText('You sent proof 1')).toBeVisible()
  await look(page, 'order')
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    await look(page, `order, ${await tab.textContent()}`)
  }
  if ((await page.getByRole('tab').count()) > 0) await page.getByRole('tab', { name: 'Timeline' }).click()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await look(page, 'order, its menu')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Open snapshot' }).first().click()
  await expect(page.getByText(/This is proof 1 as it was sent/)).toBeVisible()
  await look(page, 'snapshot')
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/draft`)
  await expect(page.getByRole('heading', { name: 'Proof 1 is out' })).toBeVisible()
  await look(page, 'no draft')
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/7`)
  await expect(page.getByRole('heading', { name: 'There is no proof 7 here' })).toBeVisible()
  await look(page, 'room of no proof')
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/1`)
  return link
}

async function lookAtRoom(page: Page, guest: Page, link: string, look: Look): Promise<void> {
  const ruth = new Customer(guest)
  const table = new Table(page)
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await look(page, 'room, without marks')
  await ruth.open(link)
  await look(guest, 'customer looks')
  await guest.getByRole('button', { name: 'Ask for a change' }).click()
  await expect(ruth.table.canvas).toBeVisible()
  await look(guest, 'customer asks')
  await ruth.table.click({ x: 0.4, y: 0.5 })
  await expect(guest.getByRole('dialog', { name: 'Are you Ruth?' })).toBeVisible()
  await look(guest, 'customer says their name')
  await guest.getByRole('button', { name: 'Yes, go on' }).click()
  await ruth.say('The year is 2019, please')
  await look(guest, 'customer says what')
  await guest.getByRole('button', { name: 'Send to Maya' }).click()
  await expect(guest.getByText('Maya has your change.')).toBeVisible()
  await look(guest, 'customer has asked')
  await guest.getByRole('button', { name: 'More' }).click()
  await look(guest, 'customer’s menu')
  await guest.keyboard.press('Escape')

  const pin = page.getByRole('button', { name: /^1 RH/ })
  await pin.click()
  await expect(page.getByRole('button', { name: 'Not done' })).toBeVisible()
  await look(page, 'room, a request chosen')
  await table.canvas.focus()
  await page.keyboard.press('c')
  await table.click({ x: 0.6, y: 0.3 })
  await expect(page.getByRole('textbox', { name: 'Your words' })).toBeVisible()
  await look(page, 'room, a comment begun')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await look(page, 'room, keys')
  await page.keyboard.press('Escape')

  await guest.getByRole('button', { name: 'It is fine as it is: approve' }).click()
  await expect(guest.getByRole('heading', { name: 'Read it once more' })).toBeVisible()
  await look(guest, 'customer approves')
  for (const box of await guest.getByRole('checkbox').all()) await box.check()
  await guest.getByRole('button', { name: 'Sign and approve' }).click()
  await expect(guest.getByRole('heading', { name: /^Thank you, Ruth/ })).toBeVisible()
  await look(guest, 'customer has signed')
  await guest.getByRole('button', { name: 'Follow the making' }).click()
  await look(guest, 'customer follows')
  await expect(page.getByText('Proof 1 is signed', { exact: true })).toBeVisible()
  await look(page, 'room, locked')
}

async function lookAtProblems(guest: Page, link: string, look: Look): Promise<void> {
  const code = /\/c\/([\w-]+)/.exec(link)?.[1] ?? ''
  await guest.goto(`/c/${code}`)
  await expect(guest.getByRole('heading', { name: 'Open the link in your message again' })).toBeVisible()
  await look(guest, 'problem: open again')
  await guest.goto('/c/nothinghere')
  await expect(guest.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible()
  await look(guest, 'problem: nothing')
  await guest.goto(`/c/${code}.wrong`)
  await expect(guest.getByRole('heading', { name: 'There is a newer link' })).toBeVisible()
  await look(guest, 'problem: replaced')
}
