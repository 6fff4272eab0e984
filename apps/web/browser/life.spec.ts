import { expect, type Page } from '@playwright/test'
import { Customer } from './customer.ts'
import { pressOn, tabTo } from './keys.ts'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { SELLER, Shop } from './shop.ts'

const server = serverForFile()
const step = test.step

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
/** A new machine may be slow; nothing here waits for a clock. */
const SLOW = { timeout: 20_000 }

test('from the queue to the door with the keyboard alone, and the customer’s phone follows', async ({ people }) => {
  test.setTimeout(180_000)
  const { url } = server()
  const page = await people.open('laptop', url)
  const customer = new Customer(await people.open('phone', url))
  const phone = customer.page
  const shop = await Shop.open(page)
  const { order, sent } = await shop.sent()
  const now = phone.locator('[aria-current="step"]')

  await step('the customer signs on the phone', async () => {
    await page.goto(`/s/${shop.code}`)
    await expect(page.getByRole('region', { name: 'Waiting on customers' })).toContainText('Ruth Hartley')
    await customer.open(sent.link)
    await customer.approve(['The Hartleys', 'est. 2019'])
    await expect(heading(phone, /^Thank you, Ruth/)).toBeVisible(SLOW)
    await customer.button('Follow the making').tap()
    await expect(heading(phone, 'Your walnut serving board is agreed.')).toBeVisible()
    await expect(now).toHaveCount(0)
  })

  await step('the queue says so; the order opens', async () => {
    await expect(button(page, 'Start making')).toBeVisible(SLOW)
    await page.keyboard.press('j')
    await expect(button(page, 'Start making')).toBeFocused()
    await page.keyboard.press('o')
    await expect(page).toHaveURL(new RegExp(`/orders/${order.code}$`))
    await expect(heading(page, 'Agreed. Start making')).toBeVisible()
  })

  const making = page.getByRole('region', { name: 'Making' })
  await step('making starts, and goes on from stage to stage', async () => {
    await pressOn(page, button(page, 'Start making').first())
    await expect(making).toContainText(/Making, since/, SLOW)
    await expect(heading(phone, 'Your walnut serving board is being made.')).toBeVisible(SLOW)
    await expect(now).toContainText('In the making')
    await pressOn(page, button(page, 'Next: Finishing'))
    await expect(making).toContainText(/Finishing, since/, SLOW)
    await expect(now).toContainText('Finishing touches', SLOW)
  })

  await step('a pause is told calmly, and its end', async () => {
    await pressOn(page, button(page, 'More'))
    await page.keyboard.type('Put on')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Put Ruth’s order on hold?' })
    await tabTo(page, dialog.getByLabel('What does it wait for?'))
    await page.keyboard.type('The brass inlay')
    await pressOn(page, dialog.getByRole('button', { name: 'Put on hold' }))
    await expect(heading(page, 'On hold')).toBeVisible(SLOW)
    await expect(heading(phone, 'Your walnut serving board is paused.')).toBeVisible(SLOW)
    await expect(phone.getByText('brass')).toHaveCount(0)
    await pressOn(page, button(page, 'Take off hold'))
    await expect(heading(phone, 'Your walnut serving board is being made.')).toBeVisible(SLOW)
  })

  await step('ready, and out of the door with a tracking number', async () => {
    await pressOn(page, button(page, 'Next: Ready'))
    await expect(heading(page, 'Your move: ship it')).toBeVisible(SLOW)
    await expect(heading(phone, 'Your walnut serving board is ready.')).toBeVisible(SLOW)
    await pressOn(page, button(page, 'Ship it'))
    const dialog = page.getByRole('dialog', { name: 'Ship it to Ruth' })
    await pressOn(page, dialog.getByRole('button', { name: 'Ship it' }))
    await expect(dialog.getByText('Who carries it?').last()).toBeVisible()
    await tabTo(page, dialog.getByRole('combobox', { name: 'Who carries it?' }))
    await page.keyboard.type('Royal Mail')
    await tabTo(page, dialog.getByLabel(/^Tracking number/))
    await page.keyboard.type('RM 1234 5678 9GB')
    await tabTo(page, dialog.getByLabel(/^Tracking link/))
    await page.keyboard.type('https://track.example.com/RM123456789GB')
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0, SLOW)
    await expect(heading(page, 'On its way')).toBeVisible(SLOW)
    await expect(heading(phone, 'Your walnut serving board is on its way.')).toBeVisible(SLOW)
    await expect(phone.getByText('With Royal Mail, number RM 1234 5678 9GB')).toBeVisible()
    await expect(phone.getByRole('link', { name: 'Follow the parcel' })).toHaveAttribute(
      'href',
      'https://track.example.com/RM123456789GB',
    )
  })

  await step('it has arrived', async () => {
    await pressOn(page, button(page, 'It has arrived'))
    await expect(heading(page, 'Delivered')).toBeVisible(SLOW)
    await expect(heading(phone, 'Your walnut serving board has arrived.')).toBeVisible(SLOW)
    for (const said of ['It has arrived', 'You shipped it', 'You put it on hold', 'Walnut serving board is ready'])
      await expect(page.getByText(said).first()).toBeVisible()
  })

  await step('the same once more', async () => {
    await pressOn(page, button(page, 'The same once more'))
    const dialog = page.getByRole('dialog', { name: 'The same once more for Ruth?' })
    await pressOn(page, dialog.getByRole('button', { name: 'Create the order' }))
    await expect(page).not.toHaveURL(new RegExp(`/orders/${order.code}$`))
    await expect(heading(page, 'Your move: send the first proof')).toBeVisible(SLOW)
    await expect(page.getByText(`You created the order, like order ${order.label}`)).toBeVisible()
    await expect(page.getByRole('region', { name: 'Making' })).toHaveCount(0)
  })
})

test('what is changed after the signature is not made, until it is agreed on again', async ({ people }) => {
  test.setTimeout(120_000)
  const { url } = server()
  const page = await people.open('laptop', url)
  const customer = new Customer(await people.open('phone', url))
  const shop = await Shop.open(page, { ...SELLER, email: 'changes@example.com' })
  const { order, sent } = await shop.sent()
  await customer.open(sent.link)
  await customer.approve(['The Hartleys', 'est. 2019'])
  await expect(heading(customer.page, /^Thank you, Ruth/)).toBeVisible(SLOW)
  await page.goto(`/s/${shop.code}/orders/${order.code}`)
  await button(page, 'Start making').first().click()
  await expect(button(page, 'Next: Finishing')).toBeVisible(SLOW)

  await button(page, 'Edit order').click()
  const form = page.getByRole('dialog', { name: `Edit order ${order.label}` })
  await expect(form).toContainText('Proof 1 is signed.')
  await form.getByLabel('Line 2: what they asked for').fill('est. 2020')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(heading(page, 'Your move: send the next proof')).toBeVisible(SLOW)
  await expect(page.getByText('changed after proof 1 was signed').first()).toBeVisible()
  await expect(button(page, 'Next: Finishing')).toHaveCount(0)
  await expect(customer.page.getByText('Something about your order changed after you signed.')).toBeVisible(SLOW)

  await step('whoever runs the shop may take it on all the same, and says why', async () => {
    await button(page, 'More about Walnut serving board').click()
    await page.getByRole('menuitem', { name: 'Move to Finishing' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move to Finishing all the same?' })
    await dialog.getByLabel('Why all the same?').fill('She said so on the phone')
    await dialog.getByRole('button', { name: 'Move it all the same' }).click()
    await expect(page.getByText('“She said so on the phone”')).toBeVisible(SLOW)
    await expect(page.getByRole('region', { name: 'Making' })).toContainText(/Finishing, since/)
  })
})

test('a cancelled order says so on its link, and keeps what was signed', async ({ people }) => {
  const { url } = server()
  const page = await people.open('laptop', url)
  const customer = new Customer(await people.open('phone', url))
  const shop = await Shop.open(page, { ...SELLER, email: 'cancel@example.com' })
  const { order, sent } = await shop.sent()
  await customer.open(sent.link)
  await customer.approve(['The Hartleys', 'est. 2019'])
  await expect(heading(customer.page, /^Thank you, Ruth/)).toBeVisible(SLOW)
  await customer.button('Follow the making').tap()
  await page.goto(`/s/${shop.code}/orders/${order.code}`)
  await button(page, 'More').click()
  await page.getByRole('menuitem', { name: 'Cancel the order' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Cancel Ruth’s order?' })
  await dialog.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(dialog.getByText('Say why, in a few words.')).toBeVisible()
  await dialog.getByLabel('Why is it cancelled?').fill('They asked for it')
  await dialog.getByRole('button', { name: 'Cancel the order' }).click()
  await expect(heading(page, 'This order was cancelled')).toBeVisible(SLOW)
  await expect(button(page, 'Start making')).toHaveCount(0)
  await expect(heading(customer.page, 'This order was cancelled')).toBeVisible(SLOW)
  await expect(customer.page.getByText('They asked for it')).toHaveCount(0)
  await customer.button('See the receipt').tap()
  await expect(customer.page.getByRole('link', { name: 'Keep the receipt' })).toBeVisible()
})
