import { expect, type Page } from '@playwright/test'
import { Table } from './table.ts'

/** What a customer does on the phone, in the words that stand there. */
export class Customer {
  readonly page: Page
  readonly table: Table

  constructor(page: Page) {
    this.page = page
    this.table = new Table(page)
  }

  async open(link: string): Promise<void> {
    await this.page.goto(link)
    await expect(this.page.getByRole('heading', { level: 1, name: 'Your walnut serving board' })).toBeVisible()
    // The code alone stays in the address: what is seen over a shoulder opens nothing.
    await expect(this.page).toHaveURL(/\/c\/[\w-]+$/)
  }

  button = (name: string) => this.page.getByRole('button', { name, exact: true })

  async startAsking(): Promise<void> {
    await this.button('Ask for a change').tap()
    await expect(this.table.canvas).toBeVisible()
    await expect(this.page.getByRole('heading', { name: 'Tap the spot that should change' })).toBeVisible()
  }

  /** "Are you Ruth?", asked at the first mark. */
  async sayName(): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: 'Are you Ruth?' })
    await expect(dialog.getByLabel('Your name')).toHaveValue('Ruth Hartley')
    await dialog.getByRole('button', { name: 'Yes, go on' }).tap()
  }

  say = (words: string): Promise<void> => this.page.getByRole('textbox', { name: 'What should change?' }).fill(words)

  /** Ticks what was personalized, line by line, and signs with the name that stands there. */
  async approve(lines: string[]): Promise<void> {
    await this.button('Approve').tap()
    await expect(this.page.getByRole('heading', { name: 'Read it once more' })).toBeVisible()
    for (const line of lines) await this.page.getByRole('checkbox', { name: line }).check()
    await expect(this.page.getByLabel('Sign as')).toHaveValue('Ruth Hartley')
    await this.button('Sign and approve').tap()
  }
}
