import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

const SCHEMES = ['light', 'dark'] as const

/** Looks at one state of a screen, light and dark. What axe finds is gathered, so that one run tells all of it. */
export class Inspection {
  readonly found: string[] = []

  look = async (page: Page, state: string): Promise<void> => {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Nothing half faded in: colours are judged as they stay.
      await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined))))
      // One frame: no second page has to be opened to gather what the frames say.
      const axe = new AxeBuilder({ page }).setLegacyMode()
      // Behind a dialog the page is hidden from everybody, and its landmarks and headings with it.
      if ((await page.getByRole('dialog').count()) > 0) axe.disableRules(['landmark-one-main', 'page-has-heading-one'])
      // Only the colours differ in the second one.
      const { violations } = await (colorScheme === SCHEMES[0] ? axe : axe.withRules('color-contrast')).analyze()
      for (const { id, nodes } of violations)
        for (const { target, failureSummary } of nodes)
          this.found.push(`${state}, ${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary}`)
    }
  }
}

export type Look = Inspection['look']
