import { setTimeout as pause } from 'node:timers/promises'
import type { VersionDto } from '@proofroom/contract'
import { canonicalJson, project, refsOf } from '@proofroom/proof'
import { actorsOf } from '../../src/proofs/room/live/desk.ts'
import { ACTS, act } from './acts.ts'
import { Crowd } from './crowd.ts'
import { Model } from './model.ts'
import { brokenIn, promisedBy } from './promises.ts'
import { Random } from './random.ts'
import type { Stage } from './stage.ts'
import type { Tab } from './tab.ts'

const WEATHER = { fine: 60, cut: 3, down: 4, silence: 2, up: 8, upUnheard: 2 } as const
const PAGES = { stay: 60, reload: 4, crash: 2, duplicate: 2, leave: 1, open: 4, background: 2 } as const
const SETTLED_MS = 25_000

export type Found = {
  seed: number
  operations: number
  entries: number
  wrong: string[]
}

export class Run {
  readonly found
  readonly #stage: Stage
  readonly #random: Random
  readonly #version: VersionDto
  readonly #model = new Model()
  #crowd!: Crowd
  #restarting: Promise<void> | null = null

  constructor(stage: Stage, seed: number, version: VersionDto) {
    this.#stage = stage
    this.#random = new Random(seed)
    this.#version = version
    this.found = {
      ...{ seed, operations: 0, entries: 0, restarts: 0, crashes: 0, checked: 0 },
      ...{ refused: 0, lost: 0, falselySaved: 0, unequal: 0, wrong: 0, unsettled: 0 },
      settledMs: 0,
      words: [] as string[],
      trace: [] as string[],
    }
  }

  async go() {
    const random = this.#random
    const players = this.#stage.cast.players.filter(() => random.chance(0.7))
    if (players.length < 2)
      players.push(...this.#stage.cast.players.filter((one) => !players.includes(one)).slice(0, 2))
    this.#crowd = await Crowd.gather(players, this.#version, this.#model)
    const operations = 40 + random.below(21)
    const restartAt = random.chance(0.15) ? random.below(operations) : -1
    for (let i = 0; i < operations; i++) {
      if (i === restartAt) this.#restart()
      this.#pages()
      this.#weather()
      this.#act()
      this.found.operations++
      await pause(random.below(40))
      this.#consistent()
      if (random.chance(0.12)) await this.#check()
    }
    await this.#end()
    return this.found
  }

  #act(): void {
    const random = this.#random
    const tab = random.pick([...this.#crowd.tabs])
    if (!tab) return
    const setting = { random, page: this.#version.pages[0]?.id ?? '', canResolve: tab.player.canResolve }
    const what = random.weighted(ACTS)
    this.#trace(tab.name, what, tab.session.saveState.get())
    this.#model.act(tab, () => tab.run((room) => act(what, room, setting)))
  }

  #weather(): void {
    const random = this.#random
    const player = random.pick(this.#crowd.players)
    if (!player) return
    const { wire } = player.device
    const w = random.weighted(WEATHER)
    if (w !== 'fine') this.#trace(player.device.name, w)
    switch (w) {
      case 'fine':
        return
      case 'cut':
        return wire.cut()
      case 'down':
        return wire.down()
      case 'silence':
        return wire.silence()
      case 'up':
        wire.up()
        for (const tab of this.#crowd.tabsOf(player)) tab.online()
        return
      case 'upUnheard':
        return wire.up()
    }
  }

  #pages(): void {
    const random = this.#random
    const player = random.pick(this.#crowd.players)
    if (!player) return
    const tab = random.pick(this.#crowd.tabsOf(player))
    const w = random.weighted(PAGES)
    if (w !== 'stay') this.#trace(player.device.name, tab?.name ?? '', w)
    switch (w) {
      case 'stay':
        return
      case 'reload':
        return tab && this.#crowd.reload(tab)
      case 'crash':
        if (tab) this.found.crashes++
        return this.#crowd.crash(player, random.chance(0.5))
      case 'duplicate':
        return this.#crowd.duplicate(random)
      case 'leave':
        return tab && this.#crowd.leave(tab)
      case 'open':
        return void (tab || this.#crowd.open(player))
      case 'background':
        return tab?.look(random.chance(0.5))
    }
  }

  #restart(): void {
    if (this.#restarting) return
    this.found.restarts++
    const again = async () => {
      const promised = [...this.#crowd.tabs].flatMap(promisedBy)
      if (this.#random.chance(0.5)) await this.#stage.server.kill()
      else await this.#stage.server.stop()
      const broken = brokenIn(await this.#stage.written(this.#version.id), promised)
      this.found.lost += broken.length
      this.#say(broken)
      await this.#stage.server.start()
    }
    this.#restarting = again()
  }

  #consistent(): void {
    for (const tab of this.#crowd.tabs) {
      if (!tab.isSaved || !tab.session.canWrite.get().allowed) continue
      const pending = tab.session.pendingCount.get()
      if (pending === 0) continue
      this.found.falselySaved++
      this.#say([`${tab.name} says saved with ${pending} pending`])
    }
  }

  /** At some moment: what somebody calls saved is in the database. */
  async #check(): Promise<void> {
    const tab = this.#random.pick([...this.#crowd.tabs])
    if (!tab) return
    const promised = promisedBy(tab)
    this.#trace('check', tab.name, tab.session.saveState.get())
    this.found.checked += promised.length
    const broken = brokenIn(await this.#stage.written(this.#version.id), promised)
    this.found.falselySaved += broken.length
    this.#say(broken)
  }

  async #end(): Promise<void> {
    await this.#restarting
    for (const player of this.#crowd.players) {
      const { wire } = player.device
      if (!wire.isUp && this.#random.chance(0.3)) wire.cut()
      wire.up()
      if (this.#crowd.tabsOf(player).length === 0) this.#crowd.open(player)
      for (const tab of this.#crowd.tabsOf(player)) tab.online()
    }
    const began = Date.now()
    const settled = await until(() => [...this.#crowd.tabs].every((tab) => tab.isSaved), SETTLED_MS)
    this.found.settledMs = Date.now() - began
    if (!settled) {
      const late = [...this.#crowd.tabs].filter((tab) => !tab.isSaved)
      this.found.unsettled += late.length
      this.#say(
        late.map((tab) => `${tab.name} is ${tab.session.saveState.get()}, ${tab.session.pendingCount.get()} pending`),
      )
    }
    await this.#compare()
  }

  async #compare(): Promise<void> {
    const doc = await this.#stage.written(this.#version.id)
    const wrong = this.#model.judge(doc)
    this.found.wrong += wrong.length
    this.#say(wrong)
    this.found.entries = this.#model.size
    const truth = canonicalJson(project(doc, actorsOf(await this.#stage.cast.people())))
    const differs = (tab: Tab) => canonicalJson(tab.session.projection.get()) !== truth
    await until(() => ![...this.#crowd.tabs].some(differs), 5000)
    const unequal = [...this.#crowd.tabs].filter(differs)
    this.found.unequal += unequal.length
    this.#say(
      unequal.map((tab) => `${tab.name} shows ${canonicalJson(tab.session.projection.get())} instead of ${truth}`),
    )
    const refused = [...this.#crowd.tabs, ...this.#crowd.gone].filter((tab) =>
      tab.ended.some(({ why }) => why === 'refused'),
    )
    this.found.refused += refused.length
    this.#say(refused.map((tab) => `${tab.name} was refused`))
    const drafts = [...this.#crowd.tabs].filter((tab) => tab.session.drafts.get().length > 0)
    this.found.wrong += drafts.length
    this.#say(drafts.map((tab) => `${tab.name} has drafts ${JSON.stringify(tab.session.drafts.get())}`))
    refsOf
  }

  leave(): void {
    this.#crowd?.disperse()
    for (const player of this.#stage.cast.players) {
      player.device.wire.reset()
      player.device.forget()
    }
  }

  readonly #began = Date.now()
  #trace(...words: string[]): void {
    this.found.trace.push(`${Date.now() - this.#began} ${words.join(' ')}`)
  }

  #say(words: readonly string[]): void {
    this.found.words.push(...words.map((one) => one.slice(0, 1500)))
  }
}

async function until(done: () => boolean, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms
  while (!done() && Date.now() < deadline) await pause(10)
  return done()
}
