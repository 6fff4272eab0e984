export { etsyReactions, etsyTasks } from './etsy/jobs.ts'
export { etsyRoutes } from './etsy/routes.ts'
export { etsyShippingReactions, etsyShippingTasks } from './etsy/shipping-jobs.ts'
export { etsyTaskRoutes } from './etsy/task-routes.ts'
