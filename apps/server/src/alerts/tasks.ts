import type { Context } from '../platform/context.ts'
import type { Task } from '../platform/events/jobs.ts'
import { sendAlertMail } from './mails.ts'
import { type AlertMail, goRounds, MAIL_JOB, sweepAlerts } from './rounds.ts'

/** Often enough that nobody is told a minute late. */
const EVERY_SECONDS = 30
const DAILY = 24 * 3600
const ROUNDS = 'alerts.rounds'
const SWEEP = 'alerts.sweep'

type Contexts = { everywhere: () => Context; ofShop: (shopId: string, job: string) => Context }

/** Looks what is due soon, sends what was asked for by mail, and forgets what is long over. */
export const alertTasks = ({ everywhere, ofShop }: Contexts): [Task<object>, Task<object>, Task<AlertMail>] => [
  {
    name: ROUNDS,
    everySeconds: EVERY_SECONDS,
    run: () => goRounds(everywhere(), (shopId) => ofShop(shopId, ROUNDS)),
  },
  {
    name: SWEEP,
    everySeconds: DAILY,
    run: () => sweepAlerts(everywhere(), (shopId) => ofShop(shopId, SWEEP)),
  },
  { name: MAIL_JOB, run: (mail) => sendAlertMail(ofShop(mail.shopId, MAIL_JOB), mail) },
]
