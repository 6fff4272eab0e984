export { importReactions } from './jobs.ts'
export { importRoutes } from './routes.ts'
