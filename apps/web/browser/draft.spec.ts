import { expect, type Page, type Route } from '@playwright/test'
import type { ProofDto } from '@proofroom/contract'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { SELLER, Shop } from './shop.ts'

const server = serverForFile()

const names = (page: Page) => page.getByLabel(/^Name of the page/)

/** A draft with two pages on the screen. */
async function openDraft(page: Page, email: string) {
  const shop = await Shop.open(page, { ...SELLER, email })
  const proof = await shop.proof(await shop.order())
  for (const name of ['board-front.svg', 'board-back.svg']) await shop.addPage(proof, name)
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/draft`)
  await expect(names(page)).toHaveCount(2)
  const draft = async () => {
    const now = await page.request.get(`/api/s/${shop.code}/proofs/${proof.id}`)
    return ((await now.json()) as ProofDto).versions[0]
  }
  return { draft }
}

/** The first change on its way to the server waits until it is let go. */
async function holdFirstChange(page: Page, letGo: (route: Route) => Promise<void>) {
  const asked = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  await page.route(
    /\/versions\/[\w-]+$/,
    async (route) => {
      asked.resolve()
      await held.promise
      await letGo(route)
    },
    { times: 1 },
  )
  return { asked: asked.promise, release: held.resolve }
}

async function send(page: Page) {
  await page.getByRole('button', { name: 'Send proof 1', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Send proof 1 to Ruth?' })
  await dialog.getByRole('button', { name: 'Send proof 1' }).click()
  return dialog
}

test('what is changed while an earlier change is on its way is saved after it, and sent with it', async ({
  people,
}) => {
  const page = await people.open('laptop', server().url)
  const { draft } = await openDraft(page, 'order@example.com')
  const first = await holdFirstChange(page, (route) => route.continue())
  await page
    .getByRole('button', { name: /^Move .* earlier$/ })
    .last()
    .click()
  await first.asked
  await expect(names(page).first()).toHaveAccessibleName(/board-back/)
  await names(page).first().fill('The back')
  await send(page)
  expect(await draft()).toMatchObject({ state: 'draft', pages: [{ name: 'Front' }, { name: 'Back' }] })
  first.release()
  await expect(page.getByRole('heading', { name: 'Proof 1 is out' })).toBeVisible()
  expect(await draft()).toMatchObject({ state: 'sent', pages: [{ name: 'The back' }, { name: 'Front' }] })
})

test('a change that cannot be saved keeps the proof from going out without it', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const { draft } = await openDraft(page, 'refused@example.com')
  const message = 'The pages changed meanwhile. Please look again, then arrange them.'
  const first = await holdFirstChange(page, (route) =>
    route.fulfill({ status: 409, json: { code: 'version.pages_changed', message, requestId: 'x' } }),
  )
  await names(page).first().fill('The front')
  const dialog = await send(page)
  await first.asked
  first.release()
  await expect(dialog.getByText(message)).toBeVisible()
  expect((await draft())?.state).toBe('draft')
})

test('a page that was removed and may come back does not keep the others from being arranged', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const { draft } = await openDraft(page, 'removed@example.com')
  await page.getByRole('button', { name: 'Remove Front' }).click()
  await expect(names(page)).toHaveCount(1)
  await names(page).first().fill('The back')
  await names(page).first().press('Enter')
  await expect.poll(async () => (await draft())?.pages.map(({ name }) => name)).toEqual(['Front', 'The back'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(names(page)).toHaveCount(2)
  await expect(names(page).first()).toHaveValue('Front')
})
