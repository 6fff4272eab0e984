import { test } from '@playwright/test'
import { freePort, Server } from './process.ts'

/** One server for the tests of a file. */
export function serverForFile(environment: Record<string, string> = {}): () => Server {
  let server: Server | null = null
  test.beforeAll(async () => {
    server = new Server(await freePort(), environment)
    await server.start()
  })
  test.afterEach(async ({ browserName: _ }, info) => {
    if (info.status !== info.expectedStatus) await info.attach('server', { body: server?.said ?? '' })
  })
  test.afterAll(async () => {
    await server?.remove()
  })
  return () => {
    if (!server) throw new Error('The server is there once the tests run')
    return server
  }
}
