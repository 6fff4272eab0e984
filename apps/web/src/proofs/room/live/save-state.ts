import type { SaveState } from '../types.ts'

/** What is known of the way from this device to the server's disk. */
export type SaveFacts = {
  /** This room takes nothing any more from this person. */
  ended: boolean
  /** Nothing of ours can be on the way. */
  readOnly: boolean
  /** Let in and up to date with the server. */
  connected: boolean
  /** Everything was acknowledged at least once since this connection began. */
  settled: boolean
  /** Some connection has worked before, or one has failed: from then on no connection means offline. */
  tried: boolean
  /** The provider's count of what the server has not acknowledged. */
  unsynced: number
  /** Own entries changed since everything was last acknowledged. */
  pending: number
}

/** The one word about saving. *Saved* only when the server has acknowledged everything. */
export function saveStateOf(facts: SaveFacts): SaveState {
  if (facts.ended) return 'closed'
  if (!facts.connected) return facts.tried ? 'offline' : 'connecting'
  if (facts.readOnly) return 'saved'
  if (facts.pending > 0) return 'saving'
  if (facts.unsynced > 0) return facts.settled ? 'saving' : 'connecting'
  return 'saved'
}
