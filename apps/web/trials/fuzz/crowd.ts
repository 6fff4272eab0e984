import type { PersonDto, VersionDto } from '@proofroom/contract'
import type { Player } from './cast.ts'
import type { Model } from './model.ts'
import type { Random } from './random.ts'
import { Tab } from './tab.ts'

const MOST_TABS = 2

/** Who is in the room, at which tabs. */
export class Crowd {
  readonly tabs = new Set<Tab>()
  readonly gone: Tab[] = []
  readonly players: readonly Player[]
  readonly #version: VersionDto
  readonly #model: Model
  readonly #people = new Map<Player, readonly PersonDto[]>()

  private constructor(players: readonly Player[], version: VersionDto, model: Model) {
    this.players = players
    this.#version = version
    this.#model = model
  }

  static async gather(players: readonly Player[], version: VersionDto, model: Model): Promise<Crowd> {
    const crowd = new Crowd(players, version, model)
    const ask = async (player: Player) => crowd.#people.set(player, await player.office.run(() => player.people()))
    await Promise.all(players.map(ask))
    for (const player of players) crowd.open(player)
    return crowd
  }

  tabsOf = (player: Player): Tab[] => [...this.tabs].filter((tab) => tab.player === player)

  open(player: Player): Tab {
    const tab = new Tab(player, this.#version, this.#people.get(player) ?? [])
    this.tabs.add(tab)
    return tab
  }

  /** A second tab of somebody who is there already. */
  duplicate(random: Random): void {
    const player = random.pick(this.players.filter((one) => this.tabsOf(one).length < MOST_TABS))
    if (player) this.open(player)
  }

  reload(tab: Tab): void {
    this.#loaded(tab)
    tab.page.leave()
    this.#forget(tab)
    this.open(tab.player)
  }

  /** Out of the room, in the same page. */
  leave(tab: Tab): void {
    this.#loaded(tab)
    tab.run((room) => room.close())
    tab.page.leave()
    this.#forget(tab)
  }

  /** The browser dies with all its tabs; the device's network may not even say so. */
  crash(player: Player, silently: boolean): void {
    for (const tab of this.tabsOf(player)) {
      if (tab.page.isWriting || !tab.session.keptOnDevice.get()) this.#model.doubt(tab)
      tab.page.crash()
      this.#forget(tab)
    }
    if (silently) player.device.wire.abandon()
    else player.device.wire.cut()
  }

  disperse(): void {
    for (const tab of this.tabs) this.leave(tab)
  }

  /** Before its copy on the device is open, nothing of a page outlives it. */
  #loaded(tab: Tab): void {
    if (!tab.session.keptOnDevice.get()) this.#model.doubt(tab)
  }

  #forget(tab: Tab): void {
    this.tabs.delete(tab)
    this.gone.push(tab)
  }
}
