import type { Crowd } from './crowd.ts'
import type { Findings } from './findings.ts'
import type { Random } from './random.ts'

/** What happens to a device's network and pages between two acts, each as often as its weight says. */
const HAPPENINGS = {
  nothing: 100,
  cut: 4,
  down: 5,
  silence: 3,
  up: 11,
  upUnheard: 3,
  reload: 5,
  crash: 3,
  duplicate: 3,
  leave: 2,
  come: 5,
  look: 3,
  freeze: 2,
  discard: 2,
  thaw: 5,
  signOut: 1,
  signIn: 3,
} as const

const MOST_TABS = 2

/** Lets one of them happen to somebody. */
export function happen(random: Random, crowd: Crowd, findings: Findings): void {
  const player = random.pick(crowd.players)
  if (!player) return
  const { wire } = player.device
  const tabs = crowd.tabsOf(player)
  const tab = random.pick(tabs)
  const frozen = tabs.find(({ page }) => page.isFrozen)
  const what = random.weighted(HAPPENINGS)
  if (what !== 'nothing') findings.tell(player.device.name, what, tab?.name ?? '')
  switch (what) {
    case 'nothing':
      return
    case 'cut':
      return wire.cut()
    case 'down':
      return wire.down()
    case 'silence':
      return wire.silence()
    case 'up':
      wire.up()
      for (const one of tabs) one.online()
      return
    case 'upUnheard':
      return wire.up()
    case 'reload':
      return void (tab && crowd.reload(tab))
    case 'crash':
      if (tab) findings.crashes++
      return crowd.crash(player, random.chance(0.5))
    case 'duplicate':
      return void (tabs.length < MOST_TABS && crowd.open(player))
    case 'leave':
      return tab && crowd.leave(tab)
    case 'come':
      return void (tab ?? crowd.open(player))
    case 'look':
      return tab?.look(random.chance(0.5))
    case 'freeze':
      return tab?.page.freeze()
    case 'discard':
      return frozen && crowd.discard(frozen)
    case 'thaw':
      return frozen?.page.thaw()
    case 'signOut':
      return player.device.signOut()
    case 'signIn':
      return crowd.signIn(player)
  }
}
