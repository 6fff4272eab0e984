import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { Grant } from '../../src/proofs/live/grant.ts'
import { until } from '../until.ts'
import { authFrame, NO_STATE, NOTHING, presenceFrame, type ShownState, syncFrame } from './frames.ts'

const HEARD = { sync: 0, awareness: 1, auth: 2, syncReply: 4, status: 8 }

let addresses = 0
/** Each comes from a network address of its own, so that what one does is not taken out on the next, nor on the honest. */
export function anyAddress(): string {
  addresses++
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
}

/** Somebody with a socket and no provider: sends what they like and hears what the server says. */
export class Intruder {
  readonly room: string
  readonly grant: Grant
  /** The room as they were told it. */
  readonly doc = new Y.Doc()
  readonly shown = new Map<number, unknown>()
  readonly socket: WebSocket
  /** With what the server closed them. */
  code: number | null = null
  isIn = false
  isSynced = false
  /** The server's answers to edits: written, or not. */
  written = 0
  unwritten = 0
  readonly #opened: Promise<boolean>

  constructor(url: string, room: string, grant: Grant, headers: Record<string, string> = {}) {
    this.room = room
    this.grant = grant
    this.socket = new WebSocket(url, { headers: { 'x-forwarded-for': anyAddress(), ...headers } })
    this.#opened = new Promise((resolve) => {
      this.socket.once('open', () => resolve(true))
      this.socket.once('close', () => resolve(false))
    })
    this.socket.on('error', () => {})
    this.socket.on('close', (code) => {
      this.code = code
    })
    this.socket.on('message', (data: Buffer) => this.#hear(data))
  }

  open(): Promise<boolean> {
    return this.#opened
  }

  /** Lets themselves in with the ticket and takes the whole room, as the provider would. */
  async enter(ticket: string): Promise<this> {
    await this.open()
    this.send(authFrame(this.room, ticket))
    if (!(await until(() => this.isIn || this.code !== null))) throw new Error('The server did not answer a ticket.')
    this.send(syncFrame(this.room, 'step1', NO_STATE), syncFrame(this.room, 'step2', NOTHING))
    await until(() => this.isSynced || this.code !== null)
    if (!this.isSynced) throw new Error(`The room was not sent; closed with ${this.code}.`)
    return this
  }

  send(...frames: Uint8Array[]): void {
    for (const frame of frames) if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame)
  }

  say(update: Uint8Array, kind: 'update' | 'step2' = 'update'): void {
    this.send(syncFrame(this.room, kind, update))
  }

  show(...states: ShownState[]): void {
    this.send(presenceFrame(this.room, states))
  }

  closed(ms?: number): Promise<boolean> {
    return until(() => this.code !== null, ms)
  }

  leave(): void {
    this.socket.terminate()
  }

  #hear(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data)
    decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type === HEARD.auth) this.isIn ||= decoding.readVarUint(decoder) === 2
    if (type === HEARD.status) this[decoding.readVarUint(decoder) === 1 ? 'written' : 'unwritten']++
    if (type === HEARD.awareness) this.#look(decoding.createDecoder(decoding.readVarUint8Array(decoder)))
    if (type === HEARD.sync || type === HEARD.syncReply) this.#learn(decoder)
  }

  #learn(decoder: decoding.Decoder): void {
    const kind = decoding.readVarUint(decoder)
    if (kind === 0) return
    Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder))
    this.isSynced ||= kind === 1
  }

  #look(states: decoding.Decoder): void {
    for (let left = decoding.readVarUint(states); left > 0; left--) {
      const client = decoding.readVarUint(states)
      decoding.readVarUint(states)
      this.shown.set(client, JSON.parse(decoding.readVarString(states)))
    }
  }
}
