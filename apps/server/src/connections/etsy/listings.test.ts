import type {
  EtsyListingListDto,
  EtsyListingPageDto,
  EtsyMappingDto,
  EtsyQuestionInput,
  EtsySectionListDto,
} from '@proofroom/contract'
import { addShop, buy } from '@proofroom/etsy-sim'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildMember } from '../../testing/index.ts'
import { connect, rows, type Stage, startStage, stateOf, syncAll } from './testing/index.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
  await connect(stage)
})
afterAll(() => stage.stop())
beforeEach(() => {
  stage.sim.state.faults.failures = []
})

const inSim = (title: string) => {
  const found = [...stage.sim.state.listings.values()].find((one) => one.title.startsWith(title))
  if (!found) throw new Error(`Nobody sells ${title}.`)
  return found
}
const at = (id: number | string) => `${stage.shop.path}/etsy/listings/${id}`
const look = (id: number) => stage.shop.owner.do<EtsyListingPageDto>('GET', at(id))
const seenIn = ({ listing: { title, tags }, description, materials }: EtsyListingPageDto) => ({
  ...{ title, description, tags, materials },
})
/** As a form would send what it was shown. */
const asInput = ({ questions }: EtsyListingPageDto): EtsyQuestionInput[] =>
  structuredClone(questions).map(({ addOn, ...rest }) => ({
    ...rest,
    kind: rest.kind as 'text_input',
    costsMore: addOn !== null,
  }))

async function refused(method: string, path: string, json?: unknown) {
  const response = await stage.shop.owner.ask(method, path, { json })
  return { status: response.status, ...((await response.json()) as { code: string; message: string; fields?: object }) }
}

describe('the listings', () => {
  test('are as they are at Etsy, by state, with the names of sections, and kept nowhere', async () => {
    const list = await stage.shop.owner.do<EtsyListingListDto>('GET', `${stage.shop.path}/etsy/listings`)
    expect(list).toMatchObject({ total: 5, next: null })
    const board = list.listings.find(({ title }) => title.startsWith('Walnut'))
    expect(board).toMatchObject({ price: { value: 64, currency: 'EUR' }, skus: ['BOARD-W'], asksQuestions: true })
    const { sections } = await stage.shop.owner.do<EtsySectionListDto>('GET', `${stage.shop.path}/etsy/sections`)
    expect(sections.find(({ id }) => id === board?.sectionId)?.name).toBe('Kitchen & table')
    const drafts = await stage.shop.owner.do<EtsyListingListDto>('GET', `${stage.shop.path}/etsy/listings?state=draft`)
    expect(drafts.listings).toEqual([])
    expect(await rows(stage, sql`select 1 from etsy_listings`)).toEqual([])
  })

  test('that are sold out or have expired stand by themselves', async () => {
    const listing = inSim('Walnut')
    const { state } = listing
    for (const over of ['sold_out', 'expired'] as const) {
      listing.state = over
      const path = `${stage.shop.path}/etsy/listings?state=${over}`
      const { listings } = await stage.shop.owner.do<EtsyListingListDto>('GET', path)
      expect(listings).toMatchObject([{ title: listing.title, state: over }])
    }
    listing.state = state
  })

  test('are read page by page', async () => {
    const one = inSim('Walnut')
    const many = Array.from({ length: 60 }, () => ({
      ...one,
      listingId: stage.sim.state.nextId(),
      state: 'inactive' as const,
    }))
    for (const listing of many) stage.sim.state.listings.set(listing.listingId, listing)
    const path = `${stage.shop.path}/etsy/listings?state=inactive`
    const first = await stage.shop.owner.do<EtsyListingListDto>('GET', path)
    expect([first.listings.length, first.total, first.next]).toEqual([50, 60, 50])
    const second = await stage.shop.owner.do<EtsyListingListDto>('GET', `${path}&after=${first.next}`)
    expect([second.listings.length, second.next]).toEqual([10, null])
    for (const { listingId } of many) stage.sim.state.listings.delete(listingId)
  })

  test('bring their pictures from Etsy’s hosts alone', async () => {
    const { listing } = await look(inSim('Walnut').listingId)
    const picture = await stage.shop.owner.ask('GET', listing.picture ?? '')
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    expect(picture.headers.get('content-security-policy')).toContain('sandbox')
    for (const url of [
      'http://127.0.0.1:1/a.png',
      'https://example.com/a.png',
      'file:///etc/passwd',
      `${stage.sim.url}/buy`,
    ]) {
      const path = `${stage.shop.path}/etsy/listing-picture?of=${encodeURIComponent(url)}`
      expect((await stage.shop.owner.ask('GET', path)).status, url).toBe(404)
    }
  })

  test('are the manager’s to see; what maps to what is everybody’s', async () => {
    const { visitor: maker } = await buildMember(stage.shop, 'maker')
    expect((await maker.ask('GET', `${stage.shop.path}/etsy/listings`)).status).toBe(403)
    expect((await maker.ask('GET', at(inSim('Walnut').listingId))).status).toBe(403)
    expect((await maker.ask('GET', `${stage.shop.path}/etsy/sections`)).status).toBe(200)
  })

  test('of another shop at Etsy are none', async () => {
    addShop(stage.sim.state, { shopId: 31_000_002, userId: 71_000_002, name: 'Other', title: 'Other' })
    const theirs = { ...inSim('Walnut'), listingId: stage.sim.state.nextId(), shopId: 31_000_002 }
    stage.sim.state.listings.set(theirs.listingId, theirs)
    const change = {
      seen: { title: theirs.title, description: '', tags: [], materials: [] },
      change: { title: 'Mine' },
    }
    for (const id of [theirs.listingId, 999, 'x', '1e3', '..%2f1']) {
      expect((await stage.shop.owner.ask('GET', at(id))).status).toBe(404)
      expect((await stage.shop.owner.ask('PATCH', at(id), { json: change })).status).toBe(404)
      expect(
        (await stage.shop.owner.ask('PUT', `${at(id)}/questions`, { json: { seen: [], questions: [] } })).status,
      ).toBe(404)
    }
    expect(theirs.title).not.toBe('Mine')
    stage.sim.state.listings.delete(theirs.listingId)
  })
})

describe('a listing’s words', () => {
  test('are changed, those that are different and no others', async () => {
    const listing = inSim('Family')
    const page = await look(listing.listingId)
    const before = { ...listing }
    const change = { title: 'Family portrait & frame', tags: ['portrait', 'for mum'] }
    await stage.shop.owner.do('PATCH', at(listing.listingId), { seen: seenIn(page), change })
    expect(listing).toEqual({ ...before, ...change, updated: expect.any(Number) })
    const [event] = await rows(stage, sql`select data from audit_events where type = 'etsy.listing_changed'`)
    expect(event?.data).toEqual({ listingId: String(listing.listingId), fields: ['title', 'tags'] })
  })

  test('stay as they are where somebody changed them at Etsy meanwhile', async () => {
    const listing = inSim('Dog tag')
    const page = await look(listing.listingId)
    // In the same second: Etsy's clock would not tell.
    listing.description = 'Brass, and steel on request.'
    const answer = await refused('PATCH', at(listing.listingId), { seen: seenIn(page), change: { title: 'Dog tag' } })
    expect(answer).toMatchObject({ status: 409, code: 'etsy.listing_changed' })
    expect(answer.message).toContain('the description')
    expect(Object.keys(answer.fields ?? {})).toEqual(['description'])
    expect(listing.title).toBe('Dog tag with your dog’s face')
    const fresh = await look(listing.listingId)
    await stage.shop.owner.do('PATCH', at(listing.listingId), { seen: seenIn(fresh), change: { title: 'Dog tag' } })
    expect(listing).toMatchObject({ title: 'Dog tag', description: 'Brass, and steel on request.' })
  })

  test.each([
    ['an empty title', { title: ' ' }, 'A listing has a title.'],
    ['a long title', { title: 'x'.repeat(141) }, 'A title has at most 140 characters at Etsy.'],
    ['a sign twice', { title: 'A & B & C' }, 'Etsy takes each of the signs % : & + only once in a title.'],
    ['an emoji', { title: 'Board 🎁' }, 'Etsy takes letters, numbers and punctuation in a title'],
    ['a long tag', { tags: ['x'.repeat(21)] }, 'A tag has at most 20 characters at Etsy.'],
    ['a comma in a tag', { tags: ['a,b'] }, 'Etsy takes only letters, numbers and spaces in a tag.'],
    [
      'fourteen tags',
      { tags: Array.from({ length: 14 }, (_, i) => `t${i}`) },
      'A listing has at most 13 tags at Etsy.',
    ],
    ['nothing', {}, 'Nothing was changed.'],
  ])('%s is refused in a sentence', async (_, change, sentence) => {
    const { listingId } = inSim('Wedding')
    const answer = await refused('PATCH', at(listingId), { seen: seenIn(await look(listingId)), change })
    expect(answer.status).toBe(422)
    expect(answer.message).toContain(sentence)
  })

  test('of two who change at once one is told', async () => {
    const { listingId } = inSim('Wedding')
    const seen = seenIn(await look(listingId))
    const answers = await Promise.all(
      ['Sign A', 'Sign B'].map((title) =>
        stage.shop.owner.ask('PATCH', at(listingId), { json: { seen, change: { title } } }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })
})

const NAME: EtsyQuestionInput = {
  ...{ questionId: null, kind: 'text_input', text: 'Name', instructions: null, isRequired: true, costsMore: false },
  ...{ mostCharacters: 20, mostFiles: null, options: [] },
}

describe('a listing’s questions', () => {
  test('are pushed as a whole: kept, changed, added, removed and in another order', async () => {
    const listing = inSim('Walnut')
    const page = await look(listing.listingId)
    const [names, lettering] = asInput(page)
    if (!names || !lettering) throw new Error('The board asks.')
    lettering.options.push({ optionId: null, label: 'Typewriter' })
    const photo: EtsyQuestionInput = { ...NAME, kind: 'unlabeled_upload', text: 'A photo', mostFiles: 2 }
    const questions = [lettering, { ...names, isRequired: false }, photo]
    const before = listing.questions.map(({ question_id: id }) => id)
    await stage.shop.owner.do('PUT', `${at(listing.listingId)}/questions`, { seen: page.questions, questions })
    expect(listing.questions.map(({ question_text: text, required }) => [text, required])).toEqual([
      ['Lettering', true],
      ['Names to engrave', false],
      ['A photo', true],
    ])
    expect(listing.questions.slice(0, 2).map(({ question_id: id }) => id)).toEqual([before[1], before[0]])
    expect(listing.questions[2]).toMatchObject({ max_allowed_files: 2, max_allowed_characters: null })
    expect(listing.questions[0]?.options?.map(({ label }) => label)).toContain('Typewriter')
    const [event] = await rows(stage, sql`select data from audit_events where type = 'etsy.questions_pushed'`)
    expect(event?.data).toEqual({ listingId: String(listing.listingId), asked: 3, removed: 1 })
  })

  test('are none after all were taken out', async () => {
    const listing = inSim('Walnut')
    const seen = (await look(listing.listingId)).questions
    await stage.shop.owner.do('PUT', `${at(listing.listingId)}/questions`, { seen, questions: [] })
    expect(listing.questions).toEqual([])
    await stage.shop.owner.do('PUT', `${at(listing.listingId)}/questions`, { seen: [], questions: [NAME] })
    expect(listing.questions).toHaveLength(1)
  })

  test('are not sent where Etsy asks others by now', async () => {
    const listing = inSim('Dog tag')
    const page = await look(listing.listingId)
    const added = { ...listing.questions[1], question_id: stage.sim.state.nextId(), question_text: 'Vet' }
    listing.questions = [...listing.questions, added as (typeof listing.questions)[number]]
    const there = structuredClone(listing.questions)
    const input = { seen: page.questions, questions: asInput(page) }
    const { updated } = listing
    stage.sim.state.clock.advance(10)
    const answer = await refused('PUT', `${at(listing.listingId)}/questions`, input)
    expect(answer).toMatchObject({ status: 409, code: 'etsy.questions_changed' })
    // Whatever is sent moves Etsy's time of the last change.
    expect([listing.updated, listing.questions]).toEqual([updated, there])
  })

  test('that cost extra keep what they cost', async () => {
    const listing = inSim('Dog tag')
    const last = listing.questions.at(-1)
    if (last) last.add_on_price = { amount: 350, divisor: 100, currency_code: 'EUR' }
    if (last) last.required = false
    const page = await look(listing.listingId)
    expect(page.questions.at(-1)?.addOn).toEqual({ value: 3.5, currency: 'EUR' })
    const questions = asInput(page)
    await stage.shop.owner.do('PUT', `${at(listing.listingId)}/questions`, { seen: page.questions, questions })
    expect(listing.questions.at(-1)?.add_on_price?.amount).toBe(350)
    const required = questions.map((one, i) => ({
      ...one,
      costsMore: false,
      isRequired: i === questions.length - 1 || one.isRequired,
    }))
    const seen = (await look(listing.listingId)).questions
    const answer = await refused('PUT', `${at(listing.listingId)}/questions`, { seen, questions: required })
    expect(answer).toMatchObject({ status: 422, code: 'etsy.question_costs' })
  })

  test('of a kind that is newer than we are stay as they are', async () => {
    const listing = inSim('Family')
    const [first] = listing.questions
    for (const strange of [{ question_type: 'colour_wheel' }, { swatches: ['oak'] }]) {
      listing.questions = [{ ...first, ...strange } as unknown as (typeof listing.questions)[number]]
      const page = await look(listing.listingId)
      expect(page.canAsk).toMatchObject({ allowed: false, reason: expect.stringContaining('Your photo') })
      const input = { seen: page.questions, questions: [NAME] }
      const answer = await refused('PUT', `${at(listing.listingId)}/questions`, input)
      expect(answer).toMatchObject({ status: 403, code: 'etsy.questions_unknown' })
      expect(listing.questions).toHaveLength(1)
    }
    listing.questions = []
  })

  test.each([
    ['six', Array.from({ length: 6 }, () => NAME), 'A listing asks at most 5 questions at Etsy.'],
    [
      'two for files',
      [
        { ...NAME, kind: 'unlabeled_upload', mostFiles: 1 },
        { ...NAME, kind: 'unlabeled_upload', mostFiles: 1 },
      ],
      'only once for files',
    ],
    ['one that begins with a sign', [{ ...NAME, text: '…name' }], 'begins with a letter or a number'],
    ['a long one', [{ ...NAME, text: 'x'.repeat(46) }], 'at most 45 characters'],
    ['a text without a length', [{ ...NAME, mostCharacters: null }], 'how many characters'],
    ['shouting', [{ ...NAME, instructions: 'READ THIS NOW' }], 'three words in capitals'],
    ['a choice of none', [{ ...NAME, kind: 'dropdown' }], 'between 1 and 30 choices'],
    [
      'a choice twice',
      [{ ...NAME, kind: 'dropdown', options: ['A', 'A'].map((label) => ({ optionId: null, label })) }],
      'there twice',
    ],
    [
      'named files of one',
      [{ ...NAME, kind: 'labeled_upload', options: [{ optionId: null, label: 'A' }] }],
      'between 2 and 10 files',
    ],
  ])('%s is refused in a sentence, before Etsy has to', async (_, questions, sentence) => {
    const { listingId } = inSim('Beeswax')
    const answer = await refused('PUT', `${at(listingId)}/questions`, { seen: [], questions })
    expect(answer.status).toBe(422)
    expect(answer.message).toContain(sentence)
  })
})

describe('one answer for many', () => {
  test('what else an answer may be given for, and what that settles', async () => {
    const address = { first_line: '1 Mill', second_line: null, city: 'Leeds', state: null, zip: 'LS1' }
    const ruth = { userId: 5, name: 'Ruth Hartley', email: 'ruth@example.com', countryIso: 'GB', address }
    const walnut = inSim('Walnut')
    walnut.tags = ['walnut board']
    const wax = inSim('Beeswax')
    for (const listing of [walnut, walnut, wax])
      buy(stage.sim.state, { buyer: ruth, wanted: [{ listing, quantity: 1, answers: [] }] })
    await syncAll(stage)
    const mapping = () => stage.shop.owner.do<EtsyMappingDto>('GET', `${stage.shop.path}/etsy/mapping`)
    const question = (await mapping()).questions.find(({ title }) => title.startsWith('Walnut'))
    const value = String(walnut.sectionId)
    expect(question?.alike).toEqual([
      { kind: 'section', value, listings: 2, orders: 3 },
      { kind: 'sku', value: 'BOARD-W', listings: 1, orders: 2 },
      { kind: 'tag', value: 'walnut board', listings: 1, orders: 2 },
    ])
    await stage.shop.owner.do('PUT', `${stage.shop.path}/etsy/rules`, { kind: 'section', value, productId: null })
    expect((await mapping()).questions).toEqual([])
  })
})

describe('what Etsy refuses', () => {
  const fail = (failure: { status: number; path: string; times?: number; done?: boolean; retryAfter?: number }) => {
    stage.sim.state.faults.failures = [{ times: 1, done: false, retryAfter: null, ...failure }]
  }

  test('is told: a change whose answer was lost may have been made', async () => {
    const listing = inSim('Beeswax')
    const seen = seenIn(await look(listing.listingId))
    fail({ status: 500, path: `/shops/${listing.shopId}/listings`, done: true })
    const answer = await refused('PATCH', at(listing.listingId), { seen, change: { title: 'Wax' } })
    expect(answer).toMatchObject({ status: 409, code: 'etsy.unknown' })
    expect(listing.title).toBe('Wax')
    expect(
      await rows(stage, sql`select 1 from audit_events where data->>'listingId' = ${String(listing.listingId)}`),
    ).toEqual([])
  })

  test('over the limit it says when to come back', async () => {
    fail({ status: 429, retryAfter: 1500, path: '/sections' })
    const answer = await refused('GET', `${stage.shop.path}/etsy/sections`)
    expect(answer).toMatchObject({ status: 429, code: 'etsy.limited' })
    expect(answer.message).toContain('Come back in 25 minutes.')
  })
})

describe('without access', () => {
  let other: Stage
  beforeAll(async () => {
    other = await startStage()
  })
  afterAll(() => other.stop())
  const ask = async (method: string, path: string, json?: unknown) => {
    const response = await other.shop.owner.ask(method, `${other.shop.path}/etsy${path}`, { json })
    return { status: response.status, ...((await response.json()) as { code: string; message: string }) }
  }

  test('nothing is shown or changed, and it is said why', async () => {
    const [id] = other.sim.state.listings.keys()
    const change = { seen: { title: 'A', description: '', tags: [], materials: [] }, change: { title: 'B' } }
    for (const path of ['/listings', `/listings/${id}`, '/sections'])
      expect(await ask('GET', path), path).toMatchObject({ status: 409, code: 'etsy.not_connected' })
    expect(await ask('PATCH', `/listings/${id}`, change)).toMatchObject({ status: 409, code: 'etsy.not_connected' })
    await connect(other)
    await rows(other, sql`update etsy_connections set scopes = '{shops_r,transactions_r,listings_r}'`)
    const page = await other.shop.owner.do<EtsyListingPageDto>('GET', `${other.shop.path}/etsy/listings/${id}`)
    expect([page.can.edit.allowed, page.canAsk.allowed]).toEqual([false, false])
    const fitting = { seen: seenIn(page), change: { title: 'B' } }
    expect(await ask('PATCH', `/listings/${id}`, fitting)).toMatchObject({ status: 403, code: 'etsy.scope' })
    const questions = { seen: page.questions, questions: [] }
    expect(await ask('PUT', `/listings/${id}/questions`, questions)).toMatchObject({ status: 403, code: 'etsy.scope' })
    other.sim.state.grants.revoke()
    expect(await ask('GET', '/listings')).toMatchObject({ status: 409, code: 'etsy.broken' })
    expect(await stateOf(other)).toMatchObject({ state: 'broken', problem: { code: 'etsy.grant_lost' } })
    await other.shop.owner.do('POST', `${other.shop.path}/etsy/disconnect`)
    expect(await ask('GET', '/listings')).toMatchObject({ status: 409, code: 'etsy.not_connected' })
  })
})
