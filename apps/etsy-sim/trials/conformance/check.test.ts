import { expect, test } from 'vitest'
import { type Answer, Check, type Request } from './check.ts'
import { Schemas } from './schemas.ts'
import type { Spec } from './spec.ts'

// Whether the check would find what is wrong, on a description of our own.

const id = { type: 'integer', minimum: 1 }
const SPEC: Spec = {
  paths: {
    '/v3/application/things/{thing_id}': {
      put: {
        operationId: 'updateThing',
        parameters: [
          { name: 'thing_id', in: 'path', required: true, schema: id },
          { name: 'sizes', in: 'query', schema: { type: 'array', items: { type: 'string', enum: ['S', 'M'] } } },
          { name: 'since', in: 'query', required: true, schema: { type: 'integer', minimum: 10 } },
        ],
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', properties: { sent: { type: 'boolean', nullable: true } } },
            },
          },
        },
        responses: { '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
        security: [{ oauth2: ['things_w'] }],
      },
    },
  },
  components: {
    schemas: {
      ErrorSchema: { type: 'object', properties: { error: { type: 'string' } } },
      Price: { type: 'object', properties: { amount: { type: 'integer' } } },
      Thing: {
        type: 'object',
        properties: {
          thing_id: id,
          name: { type: 'string', nullable: true },
          price: { oneOf: [{ $ref: '#/components/schemas/Price' }], nullable: true },
        },
      },
    },
  },
}
const check = new Check(SPEC, new Schemas(SPEC))

const URL_ = 'http://etsy.test/v3/application/things/5?since=10&sizes=S,M'
const GOOD = {
  ...{ method: 'PUT', url: URL_, type: 'application/x-www-form-urlencoded;charset=UTF-8', body: 'sent=true' },
  ...{ key: 'a:b', token: 'Bearer 7.x' },
}
const request = (changed: Partial<typeof GOOD> = {}): Request => {
  const { method, url, type, body, key, token } = { ...GOOD, ...changed }
  const headers = new Headers({ 'content-type': type, 'x-api-key': key, authorization: token })
  return { method, url: new URL(url), headers, body: body === '' ? null : body }
}
const answer = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
})

test('what is right is right', () => {
  expect(check.request(request())).toEqual([])
  expect(check.answer(request(), answer({ thing_id: 1, name: null, price: { amount: 2 } }))).toEqual([])
  expect(check.answer(request(), answer({ thing_id: 1, name: 'A', price: null }))).toEqual([])
  expect(check.answer(request(), answer({ error: 'Slow down.' }, 429))).toEqual([])
})

test.each([
  [{ method: 'POST' }],
  [{ url: URL_.replace('things/5', 'things/0') }],
  [{ url: URL_.replace('things/5', 'things/five') }],
  [{ url: URL_.replace('since=10', 'since=9') }],
  [{ url: URL_.replace('since=10&', '') }],
  [{ url: URL_.replace('S,M', 'S,L') }],
  [{ url: `${URL_}&limit=5` }],
  [{ body: 'sent=yes' }],
  [{ body: 'send=true' }],
  [{ body: '' }],
  [{ type: 'application/json', body: '{"sent":true}' }],
  [{ key: 'a' }],
  [{ token: 'Bearer x' }],
])('a request with %j is found', (changed) => {
  expect(check.request(request(changed))).not.toEqual([])
})

test.each([
  [{ thing_id: 1, name: null }, 200],
  [{ thing_id: null, name: null, price: null }, 200],
  [{ thing_id: 0, name: null, price: null }, 200],
  [{ thing_id: 1, name: 2, price: null }, 200],
  [{ thing_id: 1, name: null, price: { amount: '2' } }, 200],
  [{ thing_id: 1, name: null, price: null, colour: 'red' }, 200],
  [{ thing_id: 1, name: null, price: null }, 201],
  [{ message: 'Slow down.' }, 429],
])('an answer %j with %i is found', (body, status) => {
  expect(check.answer(request(), answer(body, status))).not.toEqual([])
})
