/** A Proofroom that only opens its database: started, and killed, by embedded.test.ts. */
import { startEmbedded } from './embedded.ts'

const silent = { info() {}, warn() {}, error() {} }
try {
  const server = await startEmbedded({ dataDir: process.argv[2] ?? '', log: silent })
  process.once('SIGTERM', async () => {
    await server.stop()
    process.exit(0)
  })
  setInterval(() => {}, 60_000)
  process.send?.({ pid: server.pid(), url: server.url })
} catch (error) {
  process.send?.({ refused: (error as Error).message }, () => process.exit(1))
}
