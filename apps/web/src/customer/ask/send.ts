import type { CustomerPageDto } from '@proofroom/contract'
import { ApiProblem } from '../../api.ts'
import type { RoomSession } from '../../proofs/room/types.ts'
import type { CustomerApi } from '../api.ts'
import type { Offer } from '../marks.ts'
import { idOf } from './useAsking.ts'

export type Sending = {
  api: CustomerApi
  session: RoomSession | null
  versionId: string
  offers: Offer[]
  textOf: (offer: Offer) => string
  message: string
  /** The same when the same intent is tried again. */
  key: string
}

/** The words could not be brought to the server in time; they are still on this device. */
export class NotSavedYet extends Error {}

const SAVE_PATIENCE_MS = 20_000
const RETRIES = 8
const RETRY_MS = 700

/** Puts the words on the marks, waits until all of it is saved, and only then asks the shop. */
export async function sendChanges(sending: Sending): Promise<CustomerPageDto> {
  const { api, session, versionId, offers, message, key } = sending
  writeWords(sending)
  if (session)
    await saved(
      session,
      offers.map((offer) => offer.mark.ref),
    )
  const input = { marks: offers.map((offer) => offer.mark.ref), message: message.trim() }
  return patiently(() => api.ask(versionId, input, key))
}

/** What was typed becomes part of the marks; others see it from now on. */
export function writeWords({ session, offers, textOf }: Pick<Sending, 'session' | 'offers' | 'textOf'>): void {
  for (const offer of offers) {
    const text = textOf(offer).trim()
    if (offer.own && text !== offer.mark.text) session?.edit(idOf(offer.mark.ref), { text })
  }
}

export function saved(session: RoomSession, refs: string[], patience = SAVE_PATIENCE_MS): Promise<void> {
  const all = () => session.pendingCount.get() === 0 && refs.every((ref) => session.isSaved(ref))
  if (all()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const stops = [session.pendingCount, session.saveState, session.projection].map((store) => store.subscribe(look))
    const timer = setTimeout(() => end(() => reject(new NotSavedYet())), patience)
    function end(finish: () => void) {
      clearTimeout(timer)
      for (const stop of stops) stop()
      finish()
    }
    function look() {
      if (all()) end(resolve)
      else if (session.saveState.get() === 'closed') end(() => reject(new NotSavedYet()))
    }
  })
}

/** "Still saving" is the server's word for a moment's patience, with the same key, so nothing is asked twice. */
async function patiently<T>(call: () => Promise<T>, left = RETRIES): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'mark.still_saving' || left === 0) throw error
    await new Promise((done) => setTimeout(done, RETRY_MS))
    return patiently(call, left - 1)
  }
}
