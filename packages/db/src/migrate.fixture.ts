/** A process that migrates, started three times at once by migrate.test.ts. */
import { migrate } from './migrate.ts'

const [url = '', folder = ''] = process.argv.slice(2)
await migrate(url, folder)
