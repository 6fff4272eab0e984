export { etsyReactions, etsyTasks } from './etsy/jobs.ts'
export { etsyRoutes } from './etsy/routes.ts'
