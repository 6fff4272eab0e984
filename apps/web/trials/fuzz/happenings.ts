import type { Player } from './cast.ts'
import type { Crowd } from './crowd.ts'
import type { Findings } from './findings.ts'
import type { Random } from './random.ts'
import type { Tab } from './tab.ts'

/** Somebody, and one of their tabs if they have any open. */
type Setting = {
  random: Random
  crowd: Crowd
  findings: Findings
  player: Player
  tabs: readonly Tab[]
  tab: Tab | undefined
  frozen: Tab | undefined
}
/** How often it happens among the others, and what it is. */
type Happening = readonly [weight: number, happen: (setting: Setting) => unknown]

const MOST_TABS = 2

/** What happens to a device's network and pages between two acts. */
const HAPPENINGS: Readonly<Record<string, Happening>> = {
  nothing: [100, () => null],
  cut: [4, ({ player }) => player.device.wire.cut()],
  down: [4, ({ player }) => player.device.wire.down()],
  offline: [
    2,
    ({ player, tabs }) => {
      player.device.wire.down()
      for (const tab of tabs) tab.offline()
    },
  ],
  silence: [3, ({ player }) => player.device.wire.silence()],
  up: [
    11,
    ({ player, tabs }) => {
      player.device.wire.up()
      for (const tab of tabs) tab.online()
    },
  ],
  upUnheard: [3, ({ player }) => player.device.wire.up()],
  reload: [5, ({ crowd, tab }) => tab && crowd.reload(tab)],
  crash: [
    3,
    ({ random, crowd, findings, player, tab }) => {
      if (tab) findings.crashes++
      crowd.crash(player, random.chance(0.5))
    },
  ],
  duplicate: [3, ({ crowd, player, tabs }) => tabs.length < MOST_TABS && crowd.open(player)],
  leave: [2, ({ crowd, tab }) => tab && crowd.leave(tab)],
  come: [5, ({ crowd, player, tab }) => tab ?? crowd.open(player)],
  look: [3, ({ random, tab }) => tab?.look(random.chance(0.5))],
  freeze: [2, ({ tab }) => tab?.page.freeze()],
  discard: [2, ({ crowd, frozen }) => frozen && crowd.discard(frozen)],
  thaw: [5, ({ frozen }) => frozen?.page.thaw()],
  signOut: [1, ({ player }) => player.device.signOut()],
  signIn: [3, ({ crowd, player }) => crowd.signIn(player)],
}

/** Lets one of them happen to somebody. */
export function happen(random: Random, crowd: Crowd, findings: Findings): void {
  const player = random.pick(crowd.players)
  if (!player) return
  const tabs = crowd.tabsOf(player)
  const tab = random.pick(tabs)
  const frozen = tabs.find(({ page }) => page.isFrozen)
  const [name, happening] = random.weighted(HAPPENINGS)
  if (name !== 'nothing') findings.tell(player.device.name, name, tab?.name ?? '')
  happening({ random, crowd, findings, player, tabs, tab, frozen })
}
