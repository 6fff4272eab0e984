import { expect, type Page } from '@playwright/test'
import type { OrderDto } from '@proofroom/contract'
import { Inspection, type Look } from './inspection.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { file, SELLER, Shop } from './shop.ts'

const server = serverForFile()

const owner = (who: string) => ({ ...SELLER, email: `${who}@example.com` })

for (const device of ['laptop', 'phone'] as const)
  test(`how long things are kept, whose they are, and that they go, on a ${device}`, async ({ people }) => {
    test.setTimeout(180_000)
    const { found, look } = new Inspection()
    const page = await people.open(device, server().url)
    const shop = await Shop.open(page, owner(`privacy-${device}`))
    const { order, sent } = await shop.sent()
    await page.goto(`/s/${shop.code}/settings`)
    await setRetention(page, look)
    await holdOrder(page, shop, order, look)
    await readDisclosure(page, shop, look)
    const guest = await people.open(device, server().url)
    await guest.goto(sent.link)
    await guest.getByRole('button', { name: 'More' }).click()
    await expect(guest.getByRole('link', { name: 'Your data and Maya’s Workshop' })).toHaveAttribute(
      'href',
      `/privacy/${shop.code}`,
    )
    await eraseRuth(page, shop, order, look)
    await eraseTheShop(page, shop, look)
    expect(found).toEqual([])
  })

async function setRetention(page: Page, look: Look): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Privacy' })).toBeVisible()
  await page.getByLabel('Keep what a closed order says of its customer').selectOption({ label: '90 days' })
  const dialog = page.getByRole('alertdialog', { name: 'Anonymise closed orders after 90 days?' })
  await expect(dialog).toContainText('No order is that old yet.')
  await look(page, 'retention')
  await dialog.getByRole('button', { name: 'Anonymise after 90 days' }).click()
  await expect(dialog).toHaveCount(0)
  await page.getByLabel('Whom customers ask about their data').fill('Maya, maya@example.com')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved').first()).toBeVisible()
  await look(page, 'settings with privacy')
}

async function holdOrder(page: Page, shop: Shop, order: OrderDto, look: Look): Promise<void> {
  await page.goto(`/s/${shop.code}/orders/${order.code}`)
  await page.getByRole('button', { name: 'More', exact: false }).first().click()
  await page.getByRole('menuitem', { name: 'Legal hold' }).click()
  await page.getByLabel('Why it must be kept').fill('Ruth disputes the date')
  await look(page, 'legal hold')
  await page.getByRole('button', { name: 'Hold it' }).click()
  await expect(page.getByText('On a legal hold: Ruth disputes the date')).toBeVisible()
  await page.getByRole('button', { name: 'More', exact: false }).first().click()
  await page.getByRole('menuitem', { name: 'End the legal hold' }).click()
  await expect(page.getByText('On a legal hold: Ruth disputes the date')).toHaveCount(0)
}

async function readDisclosure(page: Page, shop: Shop, look: Look): Promise<void> {
  await page.goto(`/privacy/${shop.code}`)
  await expect(page.getByText('90 days after your order was closed', { exact: false })).toBeVisible()
  await expect(page.getByText('Maya, maya@example.com', { exact: false })).toBeVisible()
  await look(page, 'disclosure')
}

async function eraseRuth(page: Page, shop: Shop, order: OrderDto, look: Look): Promise<void> {
  await page.goto(`/s/${shop.code}/customers/${order.customer.id}`)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download everything' }).click()
  expect((await download).suggestedFilename()).toBe('customer-data.zip')
  await page.getByRole('button', { name: 'Erase this customer' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Erase Ruth Hartley for good?' })
  await dialog.getByLabel('Type “Ruth Hartley” to confirm').fill('Ruth Hartley')
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect(dialog).toContainText(`Still open: ${order.label}. Deliver or cancel first, then erase.`)
  await look(page, 'an erasure that is refused')
  const cancelled = await page.request.post(`/api/s/${shop.code}/orders/${order.code}/cancellation`, {
    data: { reason: 'They asked for it' },
  })
  expect(cancelled.ok()).toBe(true)
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page.getByText('Erased. 1 order is anonymised')).toBeVisible()
  await expect(page.getByText('Ruth Hartley')).toHaveCount(0)
  await page.goto(`/s/${shop.code}/orders/${order.code}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Removed customer' })).toBeVisible()
  await expect(page.getByText('Anonymised: names, words and pictures were removed')).toBeVisible()
  await look(page, 'an anonymised order')
}

async function eraseTheShop(page: Page, shop: Shop, look: Look): Promise<void> {
  await page.getByRole('button', { name: /shops and sign out/ }).click()
  await page.getByRole('menuitem', { name: 'Another shop' }).click()
  await page.getByLabel('Name of the shop').fill('Second Shop')
  await look(page, 'another shop')
  await page.getByRole('button', { name: 'Make it' }).click()
  await expect(page).not.toHaveURL(new RegExp(shop.code))
  const second = page.url()
  await expect(page.getByRole('heading', { name: 'Three steps to your first signature' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('searchbox').or(page.getByRole('combobox'))).toBeFocused()
  await page.keyboard.type('switch to maya')
  await page.getByRole('option', { name: 'Switch to Maya’s Workshop' }).click()
  await expect(page).toHaveURL(new RegExp(shop.code))
  // The shop they were in last is where they come back to.
  await page.goto('/')
  await expect(page).toHaveURL(new RegExp(shop.code))
  await page.goto(`/s/${shop.code}/settings`)
  await page.getByRole('button', { name: 'Erase this shop' }).click()
  await page.getByLabel('Type “Maya’s Workshop” to confirm').fill('Maya’s Workshop')
  await page.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page).toHaveURL(second)
}

test('private mode: by hand, drafts, reviewed by the shop, made, shipped, closed; a link that is out says so', async ({
  people,
}) => {
  test.setTimeout(180_000)
  const page = await people.open('laptop', server().url)
  const guest = await people.open('phone', server().url)
  const shop = await Shop.open(page, owner('private'))
  const before = await shop.sent(['board-front.svg'], {
    customer: { name: 'Elena Petrova' },
    items: [{ title: 'Sign' }],
  })
  await page.goto(`/s/${shop.code}/settings`)
  await page.getByText('Customers open their proofs by a link').click()
  await page.getByRole('button', { name: 'Turn them off' }).click()
  await expect(page.getByText('Saved').first()).toBeVisible()
  await guest.goto(before.sent.link)
  await expect(guest.getByText('This shop does not use links just now')).toBeVisible()

  await page.goto(`/s/${shop.code}`)
  await page.getByRole('button', { name: 'New order' }).first().click()
  const form = page.getByRole('dialog', { name: 'New order' })
  await form.getByLabel('Customer').fill('Ana Ruiz')
  await form.getByLabel('What did they buy?').fill('Oak sign')
  await form.getByLabel('Line 1: what it is').fill('Name')
  await form.getByLabel('Line 1: what they asked for').fill('The Ruiz family')
  await form.getByRole('button', { name: 'Create the order' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ana Ruiz' })).toBeVisible()
  await expect(page.getByText('Customer links are off: this shop reviews its proofs itself.')).toBeVisible()

  const files = page.getByRole('region', { name: 'Files' })
  await files.locator('input[type=file]').setInputFiles(file('board-photo.jpg'))
  await expect(files.getByRole('link', { name: 'board-photo.jpg' })).toBeVisible()

  const order = page.url()
  await page.getByRole('button', { name: 'More', exact: false }).first().click()
  await page.getByRole('menuitem', { name: 'Another proof for this order' }).click()
  await finish(page, 1)
  await page.goto(order)
  await page.getByRole('button', { name: 'More', exact: false }).first().click()
  await page.getByRole('menuitem', { name: 'Start proof 2' }).click()
  await finish(page, 2)
  await page.goto(order)
  await expect(page.getByText('You finished proof 1')).toBeVisible()
  await expect(page.getByText('You finished proof 2')).toBeVisible()

  await page.getByRole('button', { name: 'Reviewed by the shop' }).first().click()
  await expect(page.getByText('You reviewed Oak sign')).toBeVisible()
  await page.getByRole('button', { name: 'Start making' }).first().click()
  for (const next of ['Finishing', 'Ready', 'Ship it']) await page.getByRole('button', { name: next }).first().click()
  const parcel = page.getByRole('dialog', { name: 'Ship it to Ana' })
  await parcel.getByRole('combobox', { name: 'Who carries it?' }).fill('Royal Mail')
  await parcel.getByRole('button', { name: 'Ship it' }).click()
  await page.getByRole('button', { name: 'It has arrived' }).first().click()
  for (const told of ['You shipped it', 'You started making', 'You finished proof 1'])
    await expect(page.getByText(told)).toBeVisible()
})

/** Pages into the draft that is open, and no more of it than that. */
async function finish(page: Page, number: number): Promise<void> {
  const button = page.getByRole('button', { name: `Finish proof ${number}`, exact: true })
  await expect(button).toBeVisible()
  await page.locator('input[type=file]').first().setInputFiles(file('board-front.svg'))
  await button.click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Finish proof ${number}` })
    .click()
  await expect(page.getByRole('heading', { name: `Proof ${number} is finished` })).toBeVisible()
}
