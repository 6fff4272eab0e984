import { AlertListDto, AlertMailInput, ReadAlertsInput } from '@proofroom/contract'
import { staff } from '../platform/policy.ts'
import { route, slice } from '../platform/route.ts'
import { listAlerts, readAlerts } from './alerts.ts'
import { setAlertMail } from './settings.ts'

const ALERTS = '/api/s/{shop}/alerts'
const answer = AlertListDto
const tag = 'Alerts'
const access = staff

/** Everybody’s own: what they were told is due soon, what of it they read, and what they want by mail. */
export const alertRoutes = () =>
  slice()
    .openapi(route({ method: 'get', path: ALERTS, access, answer, tag, summary: 'What is due soon' }), async (c) =>
      c.json(await listAlerts(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'put',
        path: `${ALERTS}/read`,
        access,
        body: ReadAlertsInput,
        answer,
        tag,
        summary: 'Read these',
      }),
      async (c) => c.json(await readAlerts(c.var.ctx, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'put',
        path: `${ALERTS}/mail`,
        access,
        body: AlertMailInput,
        answer,
        tag,
        summary: 'What to be told by mail besides',
      }),
      async (c) => c.json(await setAlertMail(c.var.ctx, c.req.valid('json')), 200),
    )
