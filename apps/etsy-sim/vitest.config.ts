export { preset as default } from '@proofroom/config/vitest'
