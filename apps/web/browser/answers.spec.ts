import { expect } from '@playwright/test'
import type { CustomerPageDto, ProofDto } from '@proofroom/contract'
import { test } from './people.ts'
import { serverForFile } from './server.ts'
import { Shop } from './shop.ts'

const server = serverForFile()
const WORDS = 'As wide as the wood lets me'

test('words to a request stay in the hand while an older reading of the proof comes in', async ({ people }) => {
  const page = await people.open('laptop', server().url)
  const shop = await Shop.open(page)
  const { proof, sent } = await shop.sent()
  const guest = await people.open('phone', server().url)
  await guest.goto(sent.link)
  const at = `/api/c/${new URL(guest.url()).pathname.split('/').at(-1)}`
  const asked = await guest.request.post(`${at}/versions/${proof.versions[0]?.id}/changes`, {
    data: { marks: [], message: 'A wider gap' },
  })
  expect(asked.ok(), await asked.text()).toBe(true)
  const { proof: seen } = (await asked.json()) as CustomerPageDto
  expect(seen?.requests).toHaveLength(1)
  const draft = await shop.startVersion(proof)

  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/requests/*', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`/s/${shop.code}/proofs/${proof.id}/draft`)
  const answer = page.getByRole('group', { name: 'Answer to request 1' })
  await answer.getByRole('button', { name: 'Not done' }).click()
  const words = page.getByRole('textbox', { name: 'Words to request 1' })
  await words.fill(WORDS)

  // Somebody adds a page: the proof is read again, and knows nothing of the answer yet.
  const older = page.waitForResponse((one) => one.url().endsWith(`/proofs/${proof.id}`))
  await shop.addPage(draft, 'board-back.svg')
  expect(((await (await older).json()) as ProofDto).requests).toMatchObject([{ state: 'open' }])
  await expect(page.getByLabel(/^Name of the page/)).toHaveCount(2)
  await expect(words).toBeFocused()
  await expect(words).toHaveValue(WORDS)

  await words.blur()
  release()
  const stands = async () => {
    const now = await page.request.get(`/api/s/${shop.code}/proofs/${proof.id}`)
    return ((await now.json()) as ProofDto).requests[0]
  }
  await expect.poll(stands).toMatchObject({ state: 'not_done', note: WORDS })
})
