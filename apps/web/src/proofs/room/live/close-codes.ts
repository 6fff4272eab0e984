/** What a close of the socket means for this session. */
export type CloseMeaning = 'retry' | 'new_ticket' | 'access_ended' | 'version_closed' | 'refused'

export function meaningOf(code: number): CloseMeaning {
  switch (code) {
    case 4401:
      return 'new_ticket'
    case 4403:
      return 'access_ended'
    case 4409:
      return 'version_closed'
    case 4422:
      return 'refused'
    default:
      return 'retry'
  }
}
