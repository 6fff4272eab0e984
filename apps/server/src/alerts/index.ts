export { alertRoutes } from './routes.ts'
export { alertTasks } from './tasks.ts'
