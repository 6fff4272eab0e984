import type { Calendar } from '@proofroom/workflow'
import type { ShopRow } from '../identity/index.ts'

/** What the shop's due dates are counted in. */
export const calendarOf = ({ timezone, workingDays, daysOff }: ShopRow): Calendar => ({
  timezone,
  workingDays,
  daysOff,
})
