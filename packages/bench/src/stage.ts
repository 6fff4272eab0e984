import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database, type EmbeddedPostgres, migrate, startEmbedded } from '@proofroom/db'
import postgres from 'postgres'
import { startOurs } from './peers/ours.ts'
import { type Ours, type Peer, type PeerName, startPeer } from './peers/peer.ts'

/** Everything that runs during a benchmark, on this machine: a PostgreSQL of its own, our server, and its peers. */
export type Stage = {
  peers: Record<PeerName, Peer> & { ours: Ours }
  database: Database
  postgresPid(): number
  close(): Promise<void>
}

export async function openStage(entry: string): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'proofroom-bench-'))
  const log = { info() {}, warn() {}, error: (message: string) => console.error(message) }
  const cluster = await startEmbedded({ dataDir: folder, log })
  const database = connect(cluster.url)
  const running: Peer[] = []
  const keep = <P extends Peer>(peer: P): P => {
    running.push(peer)
    return peer
  }
  async function close(): Promise<void> {
    await Promise.all(running.map((peer) => peer.stop()))
    await database.close()
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await migrate(cluster.url)
    const DATABASE_URL = await databaseBeside(cluster)
    const dataDir = join(folder, 'server')
    const peers = {
      ours: keep(await startOurs({ entry, databaseUrl: cluster.url, dataDir, database })),
      committing: keep(await startPeer('committing', { DATABASE_URL })),
      hocuspocus: keep(await startPeer('hocuspocus', {})),
      relay: keep(await startPeer('relay', {})),
      'y-websocket': keep(await startPeer('y-websocket', {})),
    }
    return { peers, database, postgresPid: () => cluster.pid() ?? 0, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** For the relay that commits: in the same PostgreSQL, and out of the way of our tables. */
async function databaseBeside({ url, superuserUrl }: EmbeddedPostgres): Promise<string> {
  const sql = postgres(superuserUrl, { max: 1, onnotice() {} })
  await sql`create database bench owner proofroom`
  await sql.end()
  return Object.assign(new URL(url), { pathname: '/bench' }).href
}
