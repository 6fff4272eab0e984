export const SYNC_JOB = 'etsy.sync'
export type SyncJob = { shopId: string }
