import type { AlertListDto, AlertMailInput } from '@proofroom/contract'
import type { Member } from '../platform/actor.ts'
import { type Context, inTransaction } from '../platform/context.ts'
import { conflict } from '../platform/errors.ts'
import { record } from '../platform/events/record.ts'
import { readList } from './alerts.ts'
import { saveSettings } from './store.ts'

/** A member's own choice. Nothing is promised by an installation that sends no mail. */
export function setAlertMail(ctx: Context, input: AlertMailInput): Promise<AlertListDto> {
  if (!ctx.platform.mail.available && (input.digest || input.beforeReply))
    throw conflict('mail.off', 'This installation sends no mail. What is due soon is told here all the same.')
  return inTransaction(ctx, async (tx) => {
    const { memberId } = ctx.actor as Member
    if (Object.keys(input).length > 0) await saveSettings(tx, memberId, input)
    await record(tx, { type: 'alerts.mail_changed', subjectId: memberId, data: input })
    return readList(tx)
  })
}
