export * from './identity.ts'
export * from './orders.ts'
export * from './platform.ts'
export * from './proofs.ts'
