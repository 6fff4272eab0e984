import { expect, type Page } from '@playwright/test'
import { file, SELLER } from './shop.ts'

/** What a seller does on the screen, in the words that stand there. */
export class Seller {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async signUp(): Promise<void> {
    const { page } = this
    await page.goto('/sign-up')
    await page.getByLabel('Your name').fill(SELLER.name)
    await page.getByLabel('Shop’s name').fill(SELLER.shopName)
    await page.getByLabel('E-mail').fill(SELLER.email)
    await page.getByLabel('Password').fill(SELLER.password)
    await page.getByRole('button', { name: 'Open the shop' }).click()
    await expect(page.getByRole('heading', { name: 'Three steps to your first signature' })).toBeVisible()
  }

  /** The short form, from the first step of an empty shop. */
  async makeOrder(lines: { name: string; value: string }[]): Promise<void> {
    const { page } = this
    await page.getByRole('listitem').getByRole('button', { name: 'New order' }).click()
    const form = page.getByRole('dialog', { name: 'New order' })
    await form.getByLabel('Customer').fill('Ruth Hartley')
    await form.getByLabel('What did they buy?').fill('Walnut serving board')
    for (const [index, line] of lines.entries()) {
      const number = index + 1
      if (index > 0) await form.getByRole('button', { name: 'Add a line' }).click()
      await form.getByLabel(`Line ${number}: what it is`).fill(line.name)
      await form.getByLabel(`Line ${number}: what they asked for`).fill(line.value)
    }
    await form.getByRole('button', { name: 'Create the order' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Ruth Hartley' })).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Your move: send the first proof' })).toBeVisible()
  }

  /** Picks files as a person does: by the button that opens the system's own chooser. */
  async pick(button: string, names: string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: button }).click()
    await (await chooser).setFiles(names.map(file))
  }

  /** The draft's pages, by the names under them. */
  pageNames = () => this.page.getByLabel(/^Name of the page/)

  /** Sends, and gives the link to pass on. */
  async send(number: number): Promise<string> {
    const { page } = this
    await page.getByRole('button', { name: `Send proof ${number}`, exact: true }).click()
    const dialog = page.getByRole('dialog', { name: `Send proof ${number} to Ruth?` })
    await expect(dialog).toContainText('Proofroom cannot write into an Etsy conversation')
    await dialog.getByRole('button', { name: `Send proof ${number}` }).click()
    await expect(page.getByRole('heading', { name: `Proof ${number} is out` })).toBeVisible()
    const message = await page.getByRole('textbox', { name: 'Ready message' }).inputValue()
    const link = /https?:\/\/\S+/.exec(message)?.[0] ?? ''
    expect(link).toMatch(/\/c\/[\w-]+\.[\w-]+$/)
    return link
  }
}
