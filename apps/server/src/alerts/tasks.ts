import type { Context } from '../platform/context.ts'
import type { Task } from '../platform/events/jobs.ts'
import { sendAlertMail } from './mails.ts'
import { type AlertMail, goRounds, MAIL_JOB } from './rounds.ts'

/** Often enough that nobody is told a minute late. */
const EVERY_SECONDS = 30

type Contexts = { everywhere: () => Context; ofShop: (shopId: string, job: string) => Context }

/** Looks what is due soon, and sends what was asked for by mail. */
export const alertTasks = ({ everywhere, ofShop }: Contexts): [Task<object>, Task<AlertMail>] => [
  {
    name: 'alerts.rounds',
    everySeconds: EVERY_SECONDS,
    run: () => goRounds(everywhere(), (shopId) => ofShop(shopId, 'alerts.rounds')),
  },
  { name: MAIL_JOB, run: (mail) => sendAlertMail(ofShop(mail.shopId, MAIL_JOB), mail) },
]
