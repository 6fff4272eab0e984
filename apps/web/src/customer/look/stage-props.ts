import type { ProofDto, VersionDto } from '@proofroom/contract'
import type { ThreadItem } from '../../proofs/room/threads.ts'
import type { Asking } from '../ask/useAsking.ts'
import type { OpenRoom } from '../room/useRoom.ts'
import type { View } from '../route.ts'

export type StageProps = {
  view: View
  wide: boolean
  room: OpenRoom | null
  proof: ProofDto
  version: VersionDto
  threads: ThreadItem[]
  asking: Asking
  selected: string | null
  onSelect: (key: string | null) => void
  pageIndex: number
  onPage: (index: number) => void
  /** The older version shown in place of this one while the button is held. */
  ghost: VersionDto | null
  changes: (() => void) | null
}
