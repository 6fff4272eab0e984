/** All that the web app may see of the server: the type of its API. */
export type { App as AppType } from './app.ts'
