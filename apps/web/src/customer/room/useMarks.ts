import type { ProofDto, VersionDto } from '@proofroom/contract'
import type { Projection } from '@proofroom/proof'
import { useMemo, useSyncExternalStore } from 'react'
import type { ThreadItem } from '../../proofs/room/threads.ts'
import type { Presence } from '../../proofs/room/types.ts'
import { carriedThreads } from '../marks.ts'
import type { OpenRoom } from './useRoom.ts'

const EMPTY: Projection = { annotations: [], comments: [], requestReplies: {} }
const NOBODY: readonly Presence[] = []
const never = () => () => undefined

export function useProjection(room: OpenRoom | null): Projection {
  return useSyncExternalStore(
    room?.session.projection.subscribe ?? never,
    room?.session.projection.get ?? (() => EMPTY),
  )
}

export function usePresence(room: OpenRoom | null): readonly Presence[] {
  return useSyncExternalStore(room?.session.presence.subscribe ?? never, room?.session.presence.get ?? (() => NOBODY))
}

/** Pins and threads: the live ones once the room is there, and before that what the page itself knows. */
export function useThreads(room: OpenRoom | null, proof: ProofDto, version: VersionDto): ThreadItem[] {
  const projection = useProjection(room)
  return useMemo(() => {
    const requests = proof.requests.filter((request) => request.versionNumber <= version.number)
    const sources = { projection, requests, versionId: version.id, pages: version.pages }
    return (room ? room.ui.threadsOf(sources) : carriedThreads(sources)).filter((item) => !item.hidden && !item.deleted)
  }, [room, projection, proof.requests, version])
}
