import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const finder = fileURLToPath(new URL('../../scripts/chromium.mjs', import.meta.url))
const chromium = execFileSync(process.execPath, [finder], { encoding: 'utf8' }).trim()

/**
 * Real servers and a real Chromium. Two files at once: most of a test is waiting, and what only a busy machine shows is
 * found here and not at somebody's desk.
 */
export default defineConfig({
  testDir: 'browser',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: 'retain-on-failure',
    locale: 'en-GB',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // An address as in a shop’s own network: plain http, where browsers give pages less than on localhost.
        '--host-resolver-rules=MAP 192.0.2.10 127.0.0.1',
      ],
    },
  },
})
