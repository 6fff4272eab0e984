import { preset } from '@proofroom/config/vitest'
import { mergeConfig } from 'vitest/config'

/** One PostgreSQL for the whole run; each test file makes databases of its own in it. */
export default mergeConfig(preset, { test: { globalSetup: '@proofroom/db/testing' } })
