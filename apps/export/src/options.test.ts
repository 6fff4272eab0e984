import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

const LINK = 'http://localhost:4000/c/AbC123.s3cret_-x'
const PAGE = 'https://proofs.example/s/maya/proofs/0192-ab'
const MEMBER = ['--email', 'maya@example.com', '--password', 'x']

test('a customer’s link', () => {
  expect(readOptions([LINK], {})).toEqual({
    address: { origin: 'http://localhost:4000', door: 'link', code: 'AbC123', secret: 's3cret_-x' },
    ...{ wanted: null, format: null, out: null, credentials: null },
  })
})

test('the seller’s page names the version; --version is the stronger word', () => {
  expect(readOptions([`${PAGE}/2`, ...MEMBER], {})).toMatchObject({
    address: { origin: 'https://proofs.example', door: 'member', shop: 'maya', proofId: '0192-ab', number: 2 },
    wanted: { number: 2 },
    credentials: { email: 'maya@example.com', password: 'x' },
  })
  expect(readOptions([`${PAGE}/2`, '--version', '1', ...MEMBER], {})?.wanted).toEqual({ number: 1 })
  expect(readOptions([PAGE, ...MEMBER], {})?.wanted).toBeNull()
})

test('a room is named before the way in', () => {
  expect(readOptions(['p:0192-cd', LINK, '--format', 'csv', '--out', 'x'], {})).toMatchObject({
    ...{ wanted: { versionId: '0192-cd' }, format: 'csv', out: 'x' },
  })
})

test('the password may come from the environment', () => {
  const options = readOptions([PAGE, '--email', 'a@b.example'], { PROOFROOM_PASSWORD: 'quiet' })
  expect(options?.credentials).toEqual({ email: 'a@b.example', password: 'quiet' })
})

test('help is help whatever else is said', () => {
  expect(readOptions(['--help'], {})).toBeNull()
})

test.each([
  [[], /Say which proof/],
  [[LINK, LINK], /Say which proof/],
  [['p:1'], /no address/],
  [['ftp://x/c/a.b'], /no address/],
  [['http://localhost:4000/c/AbC123'], /without its secret/],
  [['http://localhost:4000/orders/1'], /no proof’s/],
  [[LINK, '--format', 'xlsx'], /no format "xlsx"/],
  [[LINK, '--version', 'new'], /is a number/],
  [[LINK, '--frmat', 'csv'], /--frmat/],
  [[PAGE], /for members: add --email/],
])('%j is answered with a sentence', (args, sentence) => {
  expect(() => readOptions(args, {})).toThrow(sentence)
})
