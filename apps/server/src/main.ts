import { DatabaseError, isLateWrite } from '@proofroom/db'
import { ConfigError, readConfig } from './platform/config.ts'
import { startProgram } from './program.ts'

process.on('uncaughtException', (error) => {
  if (isLateWrite(error))
    return console.error('A database connection was cut while something was still to be sent on it.')
  console.error(error)
  process.exit(1)
})

/** Starts the program, or says in one sentence why it does not. */
try {
  const program = await startProgram(readConfig())
  const stop = () => void program.stop().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  const expected =
    error instanceof ConfigError || error instanceof DatabaseError || (error as { code?: string }).code === 'EADDRINUSE'
  console.error(expected ? (error as Error).message : error)
  process.exit(1)
}
