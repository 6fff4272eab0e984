import { setTimeout as pause } from 'node:timers/promises'
import { choose, randomMark } from './acts.ts'
import { Crowd } from './crowd.ts'
import { Ending } from './ending.ts'
import { Findings } from './findings.ts'
import { happen } from './happenings.ts'
import { Model } from './model.ts'
import { brokenIn, promisedBy, shownBy } from './promises.ts'
import { Random } from './random.ts'
import type { Scene } from './scene.ts'
import type { Stage } from './stage.ts'
import type { Tab } from './tab.ts'

const LONGEST_PAUSE_MS = 40
/** Long enough for an empty room to be put away, and compacted. */
const PUT_AWAY_MS = 150
/** More journal rows than a room keeps before it is compacted. */
const BURST = 520

/** Plays one seed: some people, one room, and whatever may happen to them. */
export async function play(stage: Stage, seed: number): Promise<Findings> {
  const random = new Random(seed)
  const findings = new Findings(seed)
  const version = await stage.cast.sendNext()
  const model = new Model()
  const isBurst = random.chance(0.03)
  const [first, second, ...others] = random.shuffled(stage.cast.players)
  // Each screen draws itself anew for every mark of a burst, and all of them in this one process.
  const more = others.filter(() => random.chance(isBurst ? 0 : 0.6))
  const players = [first, second, ...more].filter((one) => one !== undefined)
  const crowd = await Crowd.gather(players, version, model)
  const scene = { stage, random, version, model, crowd, findings }
  try {
    await new Run(scene).play(isBurst)
  } finally {
    crowd.disperse()
    for (const { device } of stage.cast.players) device.reset()
  }
  return findings
}

class Run {
  readonly #scene: Scene
  readonly #ending: Ending

  constructor(scene: Scene) {
    this.#scene = scene
    this.#ending = new Ending(scene)
  }

  async play(isBurst: boolean): Promise<void> {
    const { random, crowd, findings } = this.#scene
    const operations = 40 + random.below(21)
    const sometime = (chance: number) => (random.chance(chance) ? random.below(operations) : -1)
    const restartAt = sometime(0.15)
    const gatheringAt = sometime(0.1)
    const burstAt = isBurst ? random.below(operations) : -1
    const closeAt = random.chance(0.35) ? Math.floor(operations * (0.5 + random.next() / 2)) : -1
    let restarting: Promise<void> | null = null
    for (let i = 0; i < operations; i++) {
      if (i === restartAt) restarting = heard(this.#restart())
      if (i === gatheringAt) await this.#gatherAnew()
      if (i === burstAt) this.#burst()
      if (i === closeAt) this.#ending.close()
      happen(random, crowd, findings)
      this.#act()
      findings.operations++
      await pause(random.below(LONGEST_PAUSE_MS))
      if (random.chance(0.15)) await this.#check()
    }
    await restarting
    await this.#ending.judge()
  }

  /** Somebody does something; whoever has changed something is not told in the same moment that it is saved. */
  #act(): void {
    const { random, model, findings } = this.#scene
    const tab = this.#anyone()
    if (!tab) return
    const { name, act } = choose(random, this.#page, tab.player.canResolve)
    findings.tell(tab.name, name, tab.session.saveState.get())
    const changed = this.#tried(() => model.act(tab, () => tab.run(act)))
    if (changed && tab.isSaved) findings.add('falselySaved', [`${tab.name} says saved right after ${name}`])
  }

  #burst(): void {
    const { random, model, findings } = this.#scene
    const tab = this.#anyone()
    if (!tab) return
    findings.tell(tab.name, 'burst')
    model.act(tab, () =>
      tab.run((room) => {
        for (let i = 0; i < BURST; i++) room.add(randomMark(random, this.#page))
        return undefined
      }),
    )
  }

  /** Everybody leaves, the server forgets the room, and everybody is back. */
  async #gatherAnew(): Promise<void> {
    const { crowd, findings } = this.#scene
    findings.tell('everybody leaves')
    crowd.disperse()
    await pause(PUT_AWAY_MS)
    for (const player of crowd.players) crowd.open(player)
  }

  /** The server ends, in order or not. What anybody calls saved at that moment must have outlived it. */
  async #restart(): Promise<void> {
    const { random, stage, crowd, findings, version } = this.#scene
    const promised = [...crowd.tabs].flatMap((tab) => [...promisedBy(tab), ...shownBy(tab)])
    const isKilled = random.chance(0.5)
    findings.restarts++
    findings.tell('server', isKilled ? 'killed' : 'stopped')
    if (isKilled) await stage.server.kill()
    else await stage.server.stop()
    findings.add('lost', brokenIn(await stage.written(version.id), promised))
    await stage.server.start()
    findings.tell('server', 'started')
  }

  /** What somebody calls saved, or shows of others, is in the database. */
  async #check(): Promise<void> {
    const { random, stage, crowd, findings, version } = this.#scene
    const tab = random.pick([...crowd.tabs])
    if (!tab) return
    const [promised, shown] = [promisedBy(tab), shownBy(tab)]
    const written = await stage.written(version.id)
    findings.checked += promised.length + shown.length
    findings.add('falselySaved', brokenIn(written, promised))
    findings.add('lost', brokenIn(written, shown))
  }

  #tried(act: () => boolean): boolean {
    try {
      return act()
    } catch (error) {
      this.#scene.findings.add('broken', [String(error)])
      return false
    }
  }

  /** At a tab that is awake. */
  #anyone(): Tab | undefined {
    const { random, crowd } = this.#scene
    return random.pick([...crowd.tabs].filter(({ page }) => !page.isFrozen))
  }

  get #page(): string {
    return this.#scene.version.pages[0]?.id ?? ''
  }
}

/** Awaited later: what goes wrong until then is told there. */
function heard(work: Promise<void>): Promise<void> {
  work.catch(() => undefined)
  return work
}
