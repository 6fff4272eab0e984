import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventually } from './index.ts'
import { type FaultProxy, proxyTo } from './proxy.ts'

let server: Server
let proxy: FaultProxy
let accepted: Ear[]
let ears: Ear[]

/** One end of a connection, and what it was told. */
class Ear {
  readonly socket: Socket
  readonly pieces: Buffer[] = []
  ended: 'no' | 'closed' | 'reset' = 'no'

  constructor(socket: Socket) {
    this.socket = socket
    ears.push(this)
    socket.on('data', (bytes: Buffer) => this.pieces.push(bytes))
    socket.on('error', () => {})
    socket.on('close', (withError) => {
      this.ended = withError ? 'reset' : 'closed'
    })
  }

  get heard(): string {
    return Buffer.concat(this.pieces).toString()
  }
}

beforeEach(async () => {
  accepted = []
  ears = []
  server = createServer((socket) => accepted.push(new Ear(socket)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  proxy = await proxyTo(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterEach(() => {
  proxy.close()
  for (const { socket } of ears) socket.destroy()
  server.close()
})

/** Both ends of a new connection, after `greeting` went through it. */
async function line(greeting = 'hello'): Promise<{ here: Ear; there: Ear }> {
  const here = caller(greeting)
  await eventually(() => expect(accepted.at(-1)?.heard).toBe(greeting))
  return { here, there: accepted.at(-1) as Ear }
}

function caller(greeting: string): Ear {
  const here = new Ear(connect(Number(new URL(proxy.url).port), '127.0.0.1'))
  here.socket.write(greeting)
  return here
}

/** Long enough for anything that gets through to have done so. */
async function another(): Promise<void> {
  const other = await proxyTo(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`)
  for (let i = 0; i < 5; i++) {
    const socket = new Ear(connect(Number(new URL(other.url).port), '127.0.0.1'))
    socket.socket.write(`other ${i}`)
    await eventually(() => expect(accepted.at(-1)?.heard).toBe(`other ${i}`))
  }
  other.close()
}

test('carries both ways, whole and in order, and the end with it', async () => {
  const { here, there } = await line()
  const sent = Buffer.alloc(3_000_000, 'abcdefghijk')
  there.socket.write(sent)
  await eventually(() => expect(here.heard.length).toBe(sent.length))
  expect(Buffer.concat(here.pieces).equals(sent)).toBe(true)
  here.socket.end()
  await eventually(() => expect(there.ended).toBe('closed'))
  await eventually(() => expect(proxy.connections).toBe(0))
})

test('cut resets both ends, and the next connection works', async () => {
  const { here, there } = await line()
  proxy.cut()
  await eventually(() => expect([here.ended, there.ended]).toEqual(['reset', 'reset']))
  await line('again')
})

test('cut with the caller told only, the other end stands until it is cut as well', async () => {
  const { here, there } = await line()
  proxy.cut({ telling: 'caller' })
  await eventually(() => expect(here.ended).toBe('reset'))
  await line('again')
  expect(there.ended).toBe('no')
  proxy.cut()
  await eventually(() => expect(there.ended).toBe('reset'))
})

test('down resets whoever comes, until it is up', async () => {
  const { here } = await line()
  proxy.down()
  await eventually(() => expect(here.ended).toBe('reset'))
  const refused = caller('anybody?')
  await eventually(() => expect(refused.ended).toBe('reset'))
  expect(accepted).toHaveLength(1)
  proxy.up()
  await line('again')
})

test('what is held arrives afterwards, ends included, and nobody is told before', async () => {
  const { here, there } = await line()
  proxy.hold()
  here.socket.write(' and')
  there.socket.write('back')
  here.socket.end(' goodbye')
  const late = caller('too late')
  await another()
  expect([here.heard, here.ended, there.heard, there.ended]).toEqual(['', 'no', 'hello', 'no'])
  proxy.up()
  await eventually(() => expect([there.heard, there.ended]).toEqual(['hello and goodbye', 'closed']))
  await eventually(() => expect(here.heard).toBe('back'))
  await eventually(() => expect(accepted.map(({ heard }) => heard)).toContain('too late'))
  late.socket.destroy()
})

test('held one way, the other goes on', async () => {
  const { here, there } = await line()
  proxy.hold({ ways: ['back'] })
  here.socket.write(' there')
  there.socket.write('back')
  await eventually(() => expect(there.heard).toBe('hello there'))
  await another()
  expect(here.heard).toBe('')
  proxy.up()
  await eventually(() => expect(here.heard).toBe('back'))
})

test('lost connections stay dead, neither end is told of the other’s, and new ones work', async () => {
  const { here, there } = await line()
  proxy.lose()
  here.socket.write(' lost')
  const late = caller('too late')
  await another()
  proxy.up()
  await eventually(() => expect(accepted.map(({ heard }) => heard)).toContain('too late'))
  here.socket.end('gone')
  await eventually(() => expect(here.ended).toBe('closed'))
  await line('again')
  expect([there.heard, there.ended]).toEqual(['hello', 'no'])
  late.socket.destroy()
})

test('a fault may be for those only who said a word', async () => {
  const listener = await line('I am the listener')
  const writer = await line('I am the writer')
  proxy.hold({ saying: 'listener' })
  const later = caller('another listener')
  for (const { socket } of [listener.here, writer.here]) socket.write('!')
  await eventually(() => expect(writer.there.heard).toBe('I am the writer!'))
  await another()
  expect(listener.there.heard).toBe('I am the listener')
  expect(accepted.map(({ heard }) => heard)).not.toContain('another listener')
  proxy.cut({ saying: 'listener' })
  await eventually(() => expect([listener.here.ended, later.ended]).toEqual(['reset', 'reset']))
  expect(writer.here.ended).toBe('no')
})

test('delay and jitter postpone, and change no order', async () => {
  const { here, there } = await line()
  proxy.weather({ delayMs: 60, jitterMs: 20 })
  const sent = performance.now()
  for (let i = 0; i < 10; i++) here.socket.write(` ${i}`)
  await eventually(() => expect(there.heard).toBe('hello 0 1 2 3 4 5 6 7 8 9'))
  expect(performance.now() - sent).toBeGreaterThan(59)
})

test('bandwidth is what it says', async () => {
  const { here, there } = await line()
  proxy.weather({ bytesPerSecond: 400_000, segmentBytes: 4_000 })
  const sent = performance.now()
  here.socket.write(Buffer.alloc(80_000))
  await eventually(() => expect(there.heard.length).toBe(80_005))
  expect(performance.now() - sent).toBeGreaterThan(190)
})

test('segments arrive one by one', async () => {
  const { here, there } = await line()
  proxy.weather({ segmentBytes: 3 })
  here.socket.write(' world, how are you?')
  await eventually(() => expect(there.heard).toBe('hello world, how are you?'))
  expect(there.pieces.length).toBeGreaterThan(4)
})
