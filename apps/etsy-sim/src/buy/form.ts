import type { Answer } from '../world/buying.ts'
import type { Buyer, Listing, Question } from '../world/shapes.ts'
import type { World } from '../world/world.ts'
import { keepUpload, LARGEST_UPLOAD, UPLOADS } from './files.ts'

type Form = Record<string, string | File | (string | File)[]>

/** A person who plays the buyer is the same one from then on. */
const BUYER_ID = 72_000_001

const text = (form: Form, name: string): string => {
  const value = form[name]
  return typeof value === 'string' ? value.trim() : ''
}

export const buyerOf = (form: Form): Buyer => ({
  userId: BUYER_ID,
  name: text(form, 'name') || 'Ruth Hartley',
  email: text(form, 'email') || 'ruth@example.com',
  address: { first_line: '12 Mill Lane', second_line: null, city: 'Leeds', state: null, zip: 'LS1 4DY' },
  countryIso: 'GB',
})

export const orderOf = (form: Form) => ({
  quantity: Math.min(20, Math.max(1, Math.floor(Number(text(form, 'quantity'))) || 1)),
  message: text(form, 'message') || null,
  gift: form.gift ? { message: text(form, 'gift_message'), sender: text(form, 'name') } : null,
})

/** The answers in the listing's order, uploads kept; or what is wrong with one. */
export async function answersOf(world: World, url: string, listing: Listing, form: Form): Promise<Answer[] | string> {
  const answers: Answer[] = []
  for (const question of listing.questions) {
    const name = `q${question.question_id}`
    if (!question.question_type.endsWith('_upload')) answers.push({ question, value: text(form, name) })
    else {
      const given = await uploadsOf(world, url, question, [form[name] ?? []].flat())
      if (typeof given === 'string') return given
      answers.push(...given)
    }
  }
  return answers.filter(({ value }) => value !== '')
}

async function uploadsOf(
  world: World,
  url: string,
  question: Question,
  given: (string | File)[],
): Promise<Answer[] | string> {
  const files = given.filter((one): one is File => one instanceof File && one.size > 0)
  for (const { name, type, size } of files) {
    if (!UPLOADS.includes(type)) return `“${name}” is no picture or PDF.`
    if (size > LARGEST_UPLOAD) return `“${name}” is larger than 20 MB.`
  }
  return await Promise.all(
    files.map(async (file) => {
      const { path } = keepUpload(world, file.type, new Uint8Array(await file.arrayBuffer()))
      return { question, value: `${url}${path}`, mimeType: file.type }
    }),
  )
}
