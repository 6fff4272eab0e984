import { rootActor, rootName } from '@proofroom/proof'
import { type ForgedStruct, forge } from '@proofroom/proof/testing'
import * as Y from 'yjs'
import { type Attack, isRefused, tally } from './attack.ts'
import type { Intruder } from './intruder.ts'
import type { Stage } from './stage.ts'

export const comment = (text: string) => ({ v: 1, kind: 'comment', text, at: 5 })

/** An entry of somebody else's as it lies in the document. */
export type Spot = { actorId: string; root: string; key: string; client: number; clock: number; next: number }

/** What a forger has to work with. */
export type Materials = {
  doc: Y.Doc
  me: string
  root: string
  /** A client id that is nobody's yet. */
  client: number
  victim: Spot
  other: Spot
}

export type Forgery = { kind: string; forge(materials: Materials): Uint8Array }

/** Tries the forgery as a live edit and as the answer to a SyncStep1. */
export const forged = ({ kind, forge: make }: Forgery): Attack => ({
  kind,
  together: true,
  run: (stage) => tally([isTurnedAway(stage, make, 'update'), isTurnedAway(stage, make, 'step2')]),
})

async function isTurnedAway(stage: Stage, make: Forgery['forge'], kind: 'update' | 'step2'): Promise<boolean> {
  const intruder = await stage.intruder()
  intruder.say(make(materialsOf(stage, intruder)), kind)
  return isRefused(stage, intruder)
}

export function materialsOf(stage: Stage, { doc, grant }: Intruder): Materials {
  const client = 1 + Math.floor(stage.scene.random() * 2 ** 31)
  const [victim, other] = [spotOf(doc, stage.ruth.actorId), spotOf(doc, stage.maker.actorId)]
  return { doc, me: grant.actorId, root: rootName(grant.actorId), client, victim, other }
}

/** A living entry of this author. */
export function spotOf(doc: Y.Doc, actorId: string): Spot {
  const root = rootName(actorId)
  for (const [key, item] of doc.getMap(root)._map) {
    const { client, clock } = item.id
    if (!item.deleted) return { actorId, root, key, client, clock, next: Y.getState(doc.store, client) }
  }
  throw new Error(`Nothing stands in ${rootActor(root)}'s root.`)
}

/** Structs of a client id that nobody has, in the intruder's name. */
export const asNew = ({ client }: Materials, ...structs: ForgedStruct[]): Uint8Array => forge([{ client, structs }])

/** What Yjs itself makes of an act in the intruder's copy of the room. */
export function written({ doc, client }: Materials, act: (doc: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  copy.clientID = client
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  act(copy)
  return Y.encodeStateAsUpdate(copy, before)
}
