import { type FaultProxy, proxyTo } from '../../src/proofs/live/testing/proxy.ts'
import { Scene } from '../scene.ts'

export type GroundOptions = { server: string; quick: boolean; seed: number; random: () => number }

/** What the faults share: a real server on a real PostgreSQL, with a network between them that can fail. */
export class Ground {
  readonly options: GroundOptions
  #opened: Promise<Standing> | null = null

  constructor(options: GroundOptions) {
    this.options = options
  }

  get quick(): boolean {
    return this.options.quick
  }

  get random(): () => number {
    return this.options.random
  }

  /** A server that no other fault has touched. */
  async fresh(): Promise<Standing> {
    if (!this.#opened) {
      this.#opened = stand(this.options)
      return this.#opened
    }
    const { scene, network } = await this.#opened
    network.up()
    network.weather({})
    await scene.restart()
    return { scene, network }
  }

  /** What the server said at last, if it ended by itself. */
  async lastWords(): Promise<string | null> {
    const opened = await this.#opened
    return opened && !opened.scene.isAlive ? opened.scene.lastWords : null
  }

  async close(): Promise<void> {
    const opened = await this.#opened
    await opened?.scene.close()
    opened?.network.close()
  }
}

export type Standing = { scene: Scene; network: FaultProxy }

async function stand({ server, quick, random }: GroundOptions): Promise<Standing> {
  const between: FaultProxy[] = []
  const scene = await Scene.open({
    ...{ trial: 'faults', server, quick, random },
    async through(databaseUrl) {
      between.push(await proxyTo(databaseUrl))
      return between[0]?.url ?? databaseUrl
    },
  })
  const [network] = between
  if (!network) throw new Error('There is no network between the server and its database.')
  return { scene, network }
}
