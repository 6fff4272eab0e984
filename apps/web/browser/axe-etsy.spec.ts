import { expect } from '@playwright/test'
import { startEtsy, stopEtsy } from './etsy.ts'
import { visitEtsy } from './etsy-states.ts'
import { Inspection } from './inspection.ts'
import { test } from './people.ts'
import { SELLER, Shop } from './shop.ts'

for (const device of ['laptop', 'phone'] as const)
  test(`everybody can use the connection with Etsy, light and dark, on a ${device}`, async ({ people }) => {
    test.setTimeout(420_000)
    const etsy = await startEtsy()
    try {
      const { found, look } = new Inspection()
      people.complaints.mayGoTo(etsy.sim.url)
      const page = await people.open(device, etsy.server.url)
      const shop = await Shop.open(page, SELLER)
      await visitEtsy({ page, shop, etsy, look })
      // Before the server goes, whom it listens to.
      await page.context().close()
      expect(found).toEqual([])
    } finally {
      await stopEtsy(etsy)
    }
  })
