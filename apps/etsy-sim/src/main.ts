import { startEtsySim } from './sim.ts'
import { FIRST_APP } from './world/seed.ts'

/** PORT, HOST, PUBLIC_URL, STATE_FILE, REDIRECT_URIS (by commas), WEBHOOK_URL and WEBHOOK_SECRET say how. */
const {
  PORT = '4100',
  HOST = '127.0.0.1',
  STATE_FILE,
  REDIRECT_URIS,
  PUBLIC_URL,
  WEBHOOK_URL,
  WEBHOOK_SECRET,
} = process.env

try {
  const sim = await startEtsySim({
    ...{ port: Number(PORT), host: HOST },
    ...(STATE_FILE && { file: STATE_FILE }),
    ...(REDIRECT_URIS && { redirectUris: REDIRECT_URIS.split(',') }),
    ...(WEBHOOK_URL && WEBHOOK_SECRET && { endpoint: { url: WEBHOOK_URL, secret: WEBHOOK_SECRET } }),
    ...(PUBLIC_URL && { publicUrl: PUBLIC_URL }),
  })
  console.log(`The simulated marketplace is at ${sim.url}/buy, its API at ${sim.url}/v3/application.`)
  console.log(`x-api-key: ${FIRST_APP.keystring}:${FIRST_APP.secret}`)
  const stop = () => void sim.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  const isTaken = (error as { code?: string }).code === 'EADDRINUSE'
  console.error(isTaken ? `Port ${PORT} is taken; another one goes into PORT.` : error)
  process.exit(1)
}
