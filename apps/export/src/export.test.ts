import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CustomerPageDto } from '@proofroom/contract'
import { addEntry, addLabel, deleteEntry, editEntry, reply, setHidden, setResolved } from '@proofroom/proof'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Exported } from './gather.ts'
import { parseCsv } from './testing/parse-csv.ts'
import { EMAIL, eventually, join, PASSWORD, type Person, type Sent, sendProof } from './testing/person.ts'
import { type Server, startServer } from './testing/server.ts'
import { Visit } from './visit.ts'

const PROGRAM = fileURLToPath(new URL('./main.ts', import.meta.url))

let server: Server
let sent: Sent
let folder: string
let ruth: Person
let maya: Person
let drawn: Awaited<ReturnType<typeof draw>>

beforeAll(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'proofroom-exported-'))
  server = await startServer()
  sent = await sendProof(server.origin)
  const guest = new Visit(server.origin)
  await guest.fetch('GET', new URL(sent.link).pathname)
  const code = (new URL(sent.link).pathname.split('/')[2] as string).split('.')[0]
  await guest.ask(CustomerPageDto, 'GET', `/api/c/${code}`)
  ruth = await join(guest, `/api/c/${code}/versions/${sent.versionId}`)
  maya = await join(sent.maker, `/api/s/${sent.shop}/proofs/${sent.proofId}/versions/${sent.versionId}`)
  drawn = await draw()
}, 120_000)

afterAll(async () => {
  ruth?.leave()
  maya?.leave()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** What two people say in the room; answers once each has seen the other's. */
async function draw() {
  const { page } = sent
  const at = Date.parse('2026-11-20T10:00:00Z')
  const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 }
  const mark = addEntry(ruth.doc, ruth.actorId, {
    ...{ kind: 'annotation', page, shape: 'rectangle', geometry: box, at },
    text: 'Bigger, "please"\nand bold',
  })
  const gone = addEntry(ruth.doc, ruth.actorId, { kind: 'comment', text: 'Never mind', at: at + 1 })
  const comment = addEntry(ruth.doc, ruth.actorId, { kind: 'comment', text: '=HYPERLINK("http://x")', at: at + 2 })
  await seen(maya, ruth, comment)
  const answer = reply(maya.doc, maya.actorId, `${ruth.actorId}/${mark}`, 'Like this?')
  reply(maya.doc, maya.actorId, `${ruth.actorId}/${gone}`, 'Sure?')
  addLabel(maya.doc, maya.actorId, `${ruth.actorId}/${mark}`, 'size')
  setResolved(maya.doc, maya.actorId, `${ruth.actorId}/${mark}`, true)
  setHidden(maya.doc, maya.actorId, `${ruth.actorId}/${comment}`, true)
  const last = addEntry(maya.doc, maya.actorId, { kind: 'comment', text: 'All?', at: at + 3 })
  await seen(ruth, maya, last)
  deleteEntry(ruth.doc, ruth.actorId, gone)
  editEntry(ruth.doc, ruth.actorId, mark, { text: 'Bigger, "please"\nand bolder' })
  const end = addEntry(ruth.doc, ruth.actorId, { kind: 'comment', text: 'All.', at: at + 4 })
  await seen(maya, ruth, end)
  return { mark, gone, comment, answer, last, end, box }
}

const seen = (who: Person, author: Person, id: string) =>
  eventually(() => expect(who.doc.getMap(`u:${author.actorId}`).has(id)).toBe(true))

type Ran = { code: number; out: string; err: string }

/** The program as it is started from a command line. */
const run = (args: string[], environment: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, INIT_CWD: folder, ...environment }
    execFile(process.execPath, [PROGRAM, ...args], { env, timeout: 60_000 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
  })

const page = () => `${server.origin}/s/${sent.shop}/proofs/${sent.proofId}`

test('JSON through the customer’s link has everything that was drawn, under the people’s names', async () => {
  const { code, out, err } = await run([sent.link, '--format', 'json'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const exported = JSON.parse(out) as Exported
  expect(exported.proof).toMatchObject({ id: sent.proofId, customer: 'Ruth Hartley', shop: 'Alder & Ink' })
  expect(exported.version).toEqual({ id: sent.versionId, number: 1, state: 'sent' })
  const by = { actorId: maya.actorId, name: 'Maya Okafor', side: 'shop' }
  expect(exported.annotations).toEqual([
    {
      number: 1,
      ref: `${ruth.actorId}/${drawn.mark}`,
      by: { actorId: ruth.actorId, name: expect.any(String), side: 'customer' },
      text: 'Bigger, "please"\nand bolder',
      at: '2026-11-20T10:00:00.000Z',
      editedAt: expect.stringMatching(/Z$/),
      hidden: false,
      deleted: false,
      page: { id: sent.page, number: 1, name: expect.any(String) },
      shape: 'rectangle',
      geometry: drawn.box,
      settled: { by, at: expect.stringMatching(/Z$/) },
      labels: [{ label: 'size', by }],
      replies: [expect.objectContaining({ ref: `${maya.actorId}/${drawn.answer}`, by, text: 'Like this?' })],
    },
  ])
  expect(exported.comments).toMatchObject([
    { number: 2, ref: `${ruth.actorId}/${drawn.gone}`, text: '', deleted: true, replies: [{ text: 'Sure?' }] },
    { number: 3, ref: `${ruth.actorId}/${drawn.comment}`, text: '=HYPERLINK("http://x")', hidden: true },
    { number: 4, ref: `${maya.actorId}/${drawn.last}`, by, text: 'All?' },
    { number: 5, ref: `${ruth.actorId}/${drawn.end}`, text: 'All.' },
  ])
})

test('CSV for a member who signs in has the same', async () => {
  const { code, out } = await run([page(), '--email', EMAIL, '--format', 'csv'], { PROOFROOM_PASSWORD: PASSWORD })
  expect(code).toBe(0)
  const geometry = JSON.stringify(drawn.box)
  expect(parseCsv(out)).toMatchObject([
    { number: '1', kind: 'annotation', text: 'Bigger, "please"\nand bolder', shape: 'rectangle', geometry, page: '1' },
    { number: '1', kind: 'answer', text: 'Like this?', by: 'Maya Okafor', answers: `${ruth.actorId}/${drawn.mark}` },
    { number: '2', kind: 'comment', text: '', deleted: 'true' },
    { number: '2', kind: 'answer', text: 'Sure?', side: 'shop' },
    { number: '3', kind: 'comment', text: `'=HYPERLINK("http://x")`, hidden: 'true', side: 'customer' },
    { number: '4', kind: 'comment', text: 'All?', by: 'Maya Okafor' },
    { number: '5', kind: 'comment', text: 'All.' },
  ])
  expect(parseCsv(out)[0]).toMatchObject({ labels: 'size', settled_by: 'Maya Okafor', hidden: 'false' })
})

test('without a format both are files where the command was given; a room names the version', async () => {
  const { code, out } = await run([`p:${sent.versionId}`, sent.link, '--out', 'here'])
  expect(code).toBe(0)
  const written = joinPath(folder, 'here')
  const names = (await readdir(written)).sort()
  expect(names).toEqual([expect.stringMatching(/^proof-.+-version-1\.csv$/), expect.stringMatching(/\.json$/)])
  expect(out.trim().split('\n').sort()).toEqual(names.map((name) => joinPath(written, name)))
  const [csv, json] = await Promise.all(names.map((name) => readFile(joinPath(written, name), 'utf8')))
  expect(parseCsv(csv as string)).toHaveLength(7)
  expect((JSON.parse(json as string) as Exported).comments).toHaveLength(4)
})

test('nobody in the room sees the visit', async () => {
  const came: number[] = []
  maya.awareness.on('change', ({ added }: { added: number[] }) => came.push(...added))
  await run([sent.link, '--format', 'json'])
  ruth.awareness.setLocalStateField('typing', 'x')
  await eventually(() => expect(came).toEqual([ruth.doc.clientID]))
})

test('what does not work is one sentence and a failure', async () => {
  const secretless = `${server.origin}/c/nobody.${'x'.repeat(32)}`
  const cases: [string[], Record<string, string>, RegExp][] = [
    [[secretless], {}, /no proof behind this link/],
    [[page(), '--email', EMAIL], { PROOFROOM_PASSWORD: 'wrong password' }, /password/i],
    [[sent.link, '--version', '9'], {}, /no such version here; there is: 1/],
    [['http://127.0.0.1:1/c/a.b'], {}, /does not answer/],
    [[], {}, /Say which proof/],
  ]
  for (const [args, environment, sentence] of cases) {
    const { code, out, err } = await run(args, environment)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(sentence)])
  }
})

test('--help says how', async () => {
  const { code, out } = await run(['--help'])
  expect(code).toBe(0)
  expect(out).toContain('npm run export -- <link>')
})
