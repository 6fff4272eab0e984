import type { ProofDto, TicketDto, VersionDto } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../api.ts'
import { proofPath } from '../../api.ts'
import { openRoom } from '../live/session.ts'
import type { Ended, RoomSession } from '../types.ts'

/** `signedOut` is an end of access that one can undo oneself. */
export type Ending = Ended | 'signedOut'

/** The live room of the version on screen; a new one when another version is chosen. */
export function useRoomSession(shop: string, proof: ProofDto, version: VersionDto) {
  const client = useQueryClient()
  const [session, setSession] = useState<RoomSession | null>(null)
  const [ended, setEnded] = useState<Ending | null>(null)
  const people = useRef(proof.people)
  people.current = proof.people
  useEffect(() => {
    const refresh = () => void client.invalidateQueries({ queryKey: ['s', shop, 'proof', proof.id] })
    const room = openRoom({
      versionId: version.id,
      getTicket: () => api.post<TicketDto>(`${proofPath(shop, proof.id)}/versions/${version.id}/ticket`),
      people: people.current,
      onEnded: (why, code) => {
        setEnded(code === 401 ? 'signedOut' : why)
        refresh()
      },
      onStranger: refresh,
    })
    setEnded(null)
    setSession(room)
    return () => {
      room.close()
      setSession(null)
    }
  }, [client, shop, proof.id, version.id])
  useEffect(() => session?.setPeople(proof.people), [session, proof.people])
  return { session: session?.versionId === version.id ? session : null, ended }
}
