import { toString as drawQr } from 'qrcode'
import { demoLinks } from './demo/index.ts'
import { localUrl, networkUrl } from './platform/config.ts'
import type { Context } from './platform/context.ts'

/** What the terminal says when the program serves: where it is, and in the demo which links to open. */
export async function announceReady(ctx: Context): Promise<void> {
  const { config } = ctx.platform
  const here = config.publicUrl ?? localUrl(config)
  const say = (line: string) => process.stdout.write(`${line}\n`)
  say(`Proofroom is ready at ${here}`)
  const links = await demoLinks(ctx)
  if (!links) return
  say('')
  say(`  The seller   ${links.seller}`)
  say(`  The customer ${links.customer}`)
  if (config.etsy.simulatorUrl) say(`  A local Etsy ${config.etsy.simulatorUrl}/buy`)
  const network = networkUrl(config)
  if (!network) return
  const onPhone = links.customer.replace(here, network)
  say('')
  say(`  From a phone in the same network, open ${onPhone}`)
  say(await drawQr(onPhone, { type: 'terminal', small: true, errorCorrectionLevel: 'L' }))
}
