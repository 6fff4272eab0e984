import type { PersonDto, VersionDto } from '@proofroom/contract'
import type { Player } from './cast.ts'
import type { Model } from './model.ts'
import { Tab } from './tab.ts'

/** Who is in the room, at which tabs. */
export class Crowd {
  readonly tabs = new Set<Tab>()
  /** Those that were there. */
  readonly past: Tab[] = []
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

  /** At the page of another version, which is not part of this crowd's room. */
  openOn = (player: Player, version: VersionDto): Tab => new Tab(player, version, this.#people.get(player) ?? [])

  /** Loaded anew; also what brings back a page whose access had ended. */
  reload(tab: Tab): Tab {
    this.discard(tab)
    return this.open(tab.player)
  }

  /** Closed, or thrown away by the browser. Before its copy on the device is open, nothing of it outlives it. */
  discard(tab: Tab): void {
    if (tab.session.canWrite.get().allowed && !tab.session.keptOnDevice.get()) this.#model.doubt(tab)
    tab.page.leave()
    this.tabs.delete(tab)
    this.past.push(tab)
  }

  /** Out of the room, in a page that goes on. */
  leave(tab: Tab): void {
    if (!tab.page.isFrozen) tab.run((room) => room.close())
    this.discard(tab)
  }

  /** The browser dies with all its tabs; the device's network may not even say so. */
  crash(player: Player, silently: boolean): void {
    for (const tab of this.tabsOf(player)) {
      if (tab.page.isWriting) this.#model.doubt(tab)
      tab.page.crash()
      this.discard(tab)
    }
    if (silently) player.device.wire.abandon()
    else player.device.wire.cut()
  }

  disperse(): void {
    for (const tab of this.tabs) this.leave(tab)
  }

  /** Signs in again; a page that was sent away is loaded anew. */
  signIn(player: Player): void {
    player.device.signIn()
    for (const tab of this.tabsOf(player)) if (tab.ended.some(({ why }) => why === 'access')) this.reload(tab)
  }

  /** Everybody is back, at a page that is looked at, on a network that works. */
  return(): void {
    for (const player of this.players) {
      player.device.wire.up()
      for (const tab of this.tabsOf(player)) tab.page.thaw()
      this.signIn(player)
      if (this.tabsOf(player).length === 0) this.open(player)
      for (const tab of this.tabsOf(player)) tab.online()
    }
  }
}
