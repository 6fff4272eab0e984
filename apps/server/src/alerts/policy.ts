import type { Role } from '@proofroom/contract'

/** Who replies, sends proofs and keeps promises is told when one of them is due. */
export const isAlerted = (role: Role): boolean => role === 'owner' || role === 'manager'
