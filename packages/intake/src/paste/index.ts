export type { DraftItem, OrderDraft } from './draft.ts'
export { readMessage } from './read.ts'
