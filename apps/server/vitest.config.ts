import { preset } from '@proofroom/config/vitest'
import { isLateWrite } from '@proofroom/db'
import { mergeConfig } from 'vitest/config'

/** One PostgreSQL for the whole run; each test file makes databases of its own in it. */
export default mergeConfig(preset, {
  test: {
    globalSetup: '@proofroom/db/testing',
    // As main.ts does: the tests cut connections on purpose.
    onUnhandledError: (error: unknown) => (isLateWrite(error) ? false : undefined),
  },
})
