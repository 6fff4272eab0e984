import { connect, DatabaseError, type EmbeddedDatabase, openDatabase, urlOfRunning } from '@proofroom/db'
import { makeResetLink } from './identity/index.ts'
import { type Config, ConfigError, readConfig } from './platform/config.ts'
import type { Platform } from './platform/context.ts'
import { createLog } from './platform/log.ts'
import { systemContext } from './program.ts'

/** `npm run reset-password -- maya@example.com`: the operator's way where no mail is sent. Prints a link. */
async function main(email: string | undefined): Promise<void> {
  if (!email?.includes('@')) throw new ConfigError('Say whose password: npm run reset-password -- maya@example.com')
  const config = readConfig()
  const database = await open(config)
  try {
    const platform = { config, database, now: () => new Date() } as Platform
    const link = await makeResetLink(systemContext(platform), email)
    if (!link) throw new ConfigError(`Nobody signs in with ${email} here.`)
    console.log(`Open this within the hour to set a new password:\n${link}`)
  } finally {
    await database.close()
  }
}

/** The running program's database; where none is running, its own, for the moment this takes. */
async function open({ databaseUrl, dataDir }: Config): Promise<EmbeddedDatabase> {
  const url = databaseUrl ?? urlOfRunning(dataDir)
  return url ? connect(url, 2) : openDatabase({ dataDir, log: createLog('error') })
}

try {
  await main(process.argv[2])
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof DatabaseError
  console.error(expected ? error.message : error)
  process.exitCode = 1
}
