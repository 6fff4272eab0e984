import { preset } from '@proofroom/config/vitest'
import { mergeConfig } from 'vitest/config'

export default mergeConfig(preset, { test: { globalSetup: './src/testing.ts' } })
