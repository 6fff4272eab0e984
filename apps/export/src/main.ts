import { enter } from './enter.ts'
import { gather } from './gather.ts'
import { joinRoom } from './join.ts'
import { HELP, readOptions } from './options.ts'
import { Stop } from './stop.ts'
import { write } from './write.ts'

/** Joins a proof's room as a plain Yjs client and writes down what is said there. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (!options) return void process.stdout.write(HELP)
  const { proof, version, ticket } = await enter(options)
  const doc = await joinRoom(options.address.origin, ticket)
  const exported = gather(doc, proof, version)
  // npm runs a script in the project's folder, wherever the command was given.
  const files = await write(exported, options, process.env.INIT_CWD ?? process.cwd())
  for (const file of files) console.log(file)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exitCode = 1
}
