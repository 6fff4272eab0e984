import { readDay } from '../days.ts'
import { LONGEST, MOST } from '../orders/order.ts'

export type DraftItem = { title: string; quantity: number; personalization: { name: string; value: string }[] }

/** What a message seems to say. A person looks at it before there is an order. */
export type OrderDraft = {
  label: string | null
  customer: { name: string; email: string | null }
  items: DraftItem[]
  dueOn: string | null
  /** Lines nobody could place, in their order. */
  unread: string[]
}

/** An order taking shape, line by line. What does not fit or cannot be told stays unread. */
export class Drafting {
  label: string | null = null
  name = ''
  email: string | null = null
  dueOn: string | null = null
  readonly items: DraftItem[] = []
  readonly unread: string[] = []
  /** Wishes that came before the thing they are for. */
  readonly #early: DraftItem['personalization'] = []

  leave(line: string): void {
    this.unread.push(line)
  }

  setLabel(text: string): boolean {
    const label = text.replace(/^[#:\s]+/, '').trim()
    if (!/\d/.test(label) || !/^[\w./-]{1,40}$/.test(label)) return false
    this.label ??= label
    return true
  }

  setName(text: string): boolean {
    const name = text.replace(/\s*\(.*\)$/, '').trim()
    if (this.name !== '' || name === '' || name.length > LONGEST.name || /[@:]|https?/.test(name)) return false
    this.name = name
    return true
  }

  setEmail(text: string): boolean {
    if (this.email !== null && this.email !== text.toLowerCase()) return false
    this.email = text.toLowerCase()
    return true
  }

  setDue(text: string): boolean {
    const read = readDay(text, null)
    if ('problem' in read || this.dueOn !== null) return false
    this.dueOn = read.day
    return true
  }

  addItem(title: string, quantity = 1): boolean {
    const short = title.trim()
    if (short === '' || short.length > LONGEST.title || this.items.length >= MOST.items) return false
    this.items.push({ title: short, quantity, personalization: this.#early.splice(0) })
    return true
  }

  setQuantity(text: string): boolean {
    const quantity = Number(/^\D{0,3}(\d{1,4})\b/.exec(text.trim())?.[1] ?? 0)
    const item = this.#itemOrLast()
    if (!item || quantity < 1) return false
    item.quantity = quantity
    return true
  }

  addWish(name: string, value: string): boolean {
    const line = { name: name.trim(), value: value.trim() }
    if (line.name === '' || line.value === '') return false
    if (line.name.length > LONGEST.lineName || line.value.length > LONGEST.lineValue) return false
    const lines = this.#itemOrLast()?.personalization ?? this.#early
    if (lines.length >= MOST.lines) return false
    lines.push(line)
    return true
  }

  /** A thing is often named in a line of its own, before how many of it. */
  #itemOrLast(): DraftItem | undefined {
    const title = this.unread.at(-1)
    if (this.items.length === 0 && title && this.addItem(title)) this.unread.pop()
    return this.items.at(-1)
  }

  finish(): OrderDraft {
    if (this.items.length === 0 && this.#early.length > 0) this.#itemOrLast()
    for (const { name, value } of this.#early) this.leave(`${name}: ${value}`)
    const { label, name, email, items, dueOn, unread } = this
    return { label, customer: { name, email }, items, dueOn, unread }
  }
}
