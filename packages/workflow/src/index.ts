export * from './facts.ts'
export * from './gate.ts'
export * from './move.ts'
