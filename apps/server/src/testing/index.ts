export * from './app.ts'
export * from './factories.ts'
export { sayInRoom } from './rooms.ts'
export { Visitor } from './visitor.ts'
