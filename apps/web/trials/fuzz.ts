import { setTimeout as pause } from 'node:timers/promises'
import { canonicalJson, project } from '@proofroom/proof'
import { actorsOf } from '../src/proofs/room/live/desk.ts'
import { becomeBrowser } from './fuzz/browser.ts'
import { Model } from './fuzz/model.ts'
import { Stage } from './fuzz/stage.ts'
import { Tab } from './fuzz/tab.ts'

becomeBrowser()
const t0 = Date.now()
const stage = await Stage.open()
console.log('stage', Date.now() - t0)
try {
  const { cast } = stage
  const version = await cast.newRoom()
  const people = await Promise.all(cast.players.map((p) => new Tab('x', p, version, []).page.run(() => p.people())))
  const model = new Model()
  const t1 = Date.now()
  const tabs = cast.players.map((player, i) => new Tab(player.device.name, player, version, people[i] ?? []))
  for (const tab of tabs) console.log(tab.name, tab.actorId)
  while (!tabs.every((t) => t.isSaved)) await pause(10)
  console.log('in', Date.now() - t1)
  for (const tab of tabs)
    model.act(tab, () =>
      tab.run((room) => room.add({ kind: 'annotation', page: version.pages[0]!.id, shape: 'pin', geometry: { x: 0.5, y: 0.5 }, text: tab.name })),
    )
  console.log(tabs.map((t) => t.session.saveState.get()))
  const t2 = Date.now()
  while (!tabs.every((t) => t.isSaved)) await pause(1)
  console.log('saved', Date.now() - t2)
  await pause(100)
  const doc = await stage.written(version.id)
  console.log(model.judge(doc))
  const actors = actorsOf(await cast.people())
  const truth = canonicalJson(project(doc, actors))
  console.log(tabs.map((t) => canonicalJson(t.session.projection.get()) === truth), truth.length)
} finally {
  console.log(stage.server.said)
  await stage.close()
}
process.exit(0)
