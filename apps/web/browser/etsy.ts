import { randomBytes } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import type { WorkshopDto } from '@proofroom/contract'
import { type EtsySim, FIRST_APP, startEtsySim } from '@proofroom/etsy-sim'
import { freePort, Server } from './process.ts'
import type { Shop } from './shop.ts'

export type Etsy = { server: Server; sim: EtsySim }

/** A server and a local Etsy that know each other. What happens there is told here at once. */
export async function startEtsy(): Promise<Etsy> {
  const port = await freePort()
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  const sim = await startEtsySim({ endpoint: { url: `http://localhost:${port}/api/etsy/webhook`, secret } })
  const server = new Server(port, {
    PUBLIC_URL: `http://localhost:${port}`,
    ETSY_URL: sim.url,
    ETSY_KEYSTRING: FIRST_APP.keystring,
    ETSY_SHARED_SECRET: FIRST_APP.secret,
    ETSY_WEBHOOK_SECRET: secret,
  })
  await server.start()
  return { server, sim }
}

export async function stopEtsy({ server, sim }: Etsy): Promise<void> {
  await server.remove()
  await sim.stop()
}

/** The two of them for the tests of a file. */
export function etsyForFile(): () => Etsy {
  let etsy: Etsy | null = null
  test.beforeAll(async () => {
    etsy = await startEtsy()
  })
  test.afterEach(async ({ browserName: _ }, info) => {
    if (info.status !== info.expectedStatus) await info.attach('server', { body: etsy?.server.said ?? '' })
  })
  test.afterAll(async () => {
    if (etsy) await stopEtsy(etsy)
  })
  return () => {
    if (!etsy) throw new Error('The server and the local Etsy are there once the tests run')
    return etsy
  }
}

/** The listing that the pictures in `files` are of: three questions, and a photo to work from. */
export function sellBoards({ state }: EtsySim) {
  const listing = [...state.listings.values()].find(({ sku }) => sku === 'BOARD-W')
  const asked = listing?.questions[0]
  if (!listing || !asked) throw new Error('The local Etsy sells no boards.')
  listing.title = 'Walnut serving board'
  const photo = {
    question_id: 990_001,
    question_text: 'A photo to work from',
    question_type: 'unlabeled_upload' as const,
  }
  const most = { max_allowed_characters: null, max_allowed_files: 1 }
  const upload = { ...asked, ...photo, ...most, instructions: null, required: true }
  listing.questions = [...listing.questions.slice(0, 3), upload]
  return listing
}

export async function addProduct(page: Page, shop: Shop, name: string): Promise<void> {
  const workshop = await page.request.get(`/api/s/${shop.code}/workshop`)
  const { workflows } = (await workshop.json()) as WorkshopDto
  const workflowId = workflows.find((one) => one.isDefault)?.id
  const answer = await page.request.post(`/api/s/${shop.code}/products`, { data: { name, workflowId } })
  expect(answer.ok(), await answer.text()).toBe(true)
}

/** From the connection's page, through Etsy's own, and back. */
export async function connect(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Connect (Etsy|again)$/ }).click()
  await expect(page.getByRole('heading', { name: 'Allow access to AlderAndInk?' })).toBeVisible()
  await page.getByRole('button', { name: 'Allow access' }).click()
  await expect(page).toHaveURL(/settings\/etsy\?etsy=connected$/)
}
