import type { PersonDto, VersionDto } from '@proofroom/contract'
import { useEffect, useRef, useState } from 'react'
import type { RoomSession } from '../../proofs/room/types.ts'
import type { PageStore } from '../page-store.ts'

type RoomModule = typeof import('../../proofs/room/index.ts')
export type OpenRoom = { ui: RoomModule; session: RoomSession }

/** The live room of one version, loaded after the mockup is on the screen. Null until then, and where it cannot load. */
export function useRoom(version: VersionDto, people: PersonDto[], store: PageStore): OpenRoom | null {
  const [room, setRoom] = useState<OpenRoom | null>(null)
  const known = useRef(people)
  known.current = people
  useEffect(() => {
    let session: RoomSession | null = null
    let left = false
    const open = async () => {
      const ui = await import('../../proofs/room/index.ts')
      if (left) return
      session = ui.openRoom({
        versionId: version.id,
        people: known.current,
        getTicket: () => store.api.ticket(version.id),
        onEnded: () => void store.refresh(),
        onStranger: () => void store.refresh(),
      })
      setRoom({ ui, session })
    }
    // Looking works without the room; drawing says so where it is missing.
    open().catch(() => undefined)
    return () => {
      left = true
      setRoom(null)
      session?.close()
    }
  }, [version.id, store])
  useEffect(() => room?.session.setPeople(people), [room, people])
  return room?.session.versionId === version.id ? room : null
}
