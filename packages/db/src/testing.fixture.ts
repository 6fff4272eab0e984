/** A test run that is killed by testing.test.ts. */
import { startTestCluster } from './testing-cluster.ts'

const { url } = await startTestCluster()
setInterval(() => {}, 60_000)
process.send?.(url)
