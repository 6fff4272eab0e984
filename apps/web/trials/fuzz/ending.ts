import type { VersionDto } from '@proofroom/contract'
import { canonicalJson, project, refsOf } from '@proofroom/proof'
import type * as Y from 'yjs'
import { ApiProblem } from '../../src/api.ts'
import { actorsOf } from '../../src/proofs/room/live/desk.ts'
import { allIn } from './entries.ts'
import { Model } from './model.ts'
import { brokenIn, promisedBy } from './promises.ts'
import { type Scene, until } from './scene.ts'
import { Tab } from './tab.ts'

const SETTLED_MS = 25_000
const SHOWN_MS = 5_000
const MOST_SIGNATURES = 3

/** How a seed ends: the version open, replaced by the next one, or signed; and whether all is well then. */
export class Ending {
  readonly #scene: Scene
  #closing: Promise<void> | null = null
  /** The document as it stood when the version was closed. */
  #closed: Y.Doc | null = null
  #next: VersionDto | null = null

  constructor(scene: Scene) {
    this.#scene = scene
  }

  /** Somebody closes the version, while the others go on. */
  close(): void {
    this.#closing = this.#close()
    // Awaited later: what goes wrong until then is told there.
    this.#closing.catch(() => undefined)
  }

  async judge(): Promise<void> {
    const { crowd, model, findings, stage, version } = this.#scene
    await this.#closing
    findings.ending ||= 'open'
    crowd.return()
    await this.#settle()
    await this.#judgeDrafts()
    await this.#sendDrafts()
    const written = await stage.written(version.id)
    findings.add('wrong', model.judge(written, this.#closed !== null))
    if (this.#closed) findings.add('wrong', differences(this.#closed, written))
    findings.entries = model.size
    await this.#judgeScreens(written)
    this.#judgeRefusals([...crowd.tabs, ...crowd.past])
  }

  async #close(): Promise<void> {
    const { random, stage, crowd, findings, version } = this.#scene
    findings.ending = random.chance(0.4) && (await this.#sign()) ? 'signed' : 'superseded'
    if (findings.ending === 'superseded') this.#next = await stage.cast.sendNext()
    findings.tell(findings.ending)
    const promised = [...crowd.tabs].flatMap(promisedBy)
    this.#closed = await stage.written(version.id)
    findings.add('lost', brokenIn(this.#closed, promised))
  }

  /** Only under what was seen: somebody else's newer mark is looked at first. */
  async #sign(): Promise<boolean> {
    const { stage, version } = this.#scene
    const actors = actorsOf(await stage.cast.people())
    for (let i = 0; i < MOST_SIGNATURES; i++) {
      const seen = refsOf(project(await stage.written(version.id), actors))
      try {
        await stage.cast.sign(version, seen)
        return true
      } catch (problem) {
        const code = problem instanceof ApiProblem ? problem.code : null
        // The answer to it was lost with the server.
        if (code === 'version.signed') return true
        if (code !== 'version.newer_marks') throw problem
      }
    }
    return false
  }

  /** Everybody online, and everything on the disk. */
  async #settle(tabs: () => Iterable<Tab> = () => this.#scene.crowd.tabs): Promise<void> {
    const { findings, crowd } = this.#scene
    const began = Date.now()
    const late = () => [...tabs()].filter((tab) => !tab.isSaved)
    await until(() => {
      for (const player of crowd.players) crowd.signIn(player)
      return late().length === 0
    }, SETTLED_MS)
    findings.settledMs += Date.now() - began
    findings.add(
      'unsettled',
      late().map(({ name, session }) => `${name} is ${session.saveState.get()}, ${session.pendingCount.get()} pending`),
    )
  }

  /** What could not be sent is offered on its device, and nothing else; also after its pages are loaded anew. */
  async #judgeDrafts(): Promise<void> {
    const { crowd, model, findings, stage, version } = this.#scene
    const written = this.#closed ?? (await stage.written(version.id))
    for (let round = 0; round < 2; round++) {
      for (const player of crowd.players) {
        const offered = crowd.tabsOf(player).flatMap(({ session }) => session.drafts.get())
        findings.add('misplaced', model.judgeDrafts(written, player, offered))
      }
      if (round > 0) return
      for (const tab of [...crowd.tabs]) crowd.reload(tab)
      await this.#settle()
    }
  }

  /** What is offered goes through, once: here, or in the next version. */
  async #sendDrafts(): Promise<void> {
    const { crowd, model, findings, stage, version } = this.#scene
    if (!this.#closed) return this.#sendInto(version, [...crowd.tabs], model)
    if (!this.#next) return
    const next = this.#next
    const tabs = crowd.players.map((player) => crowd.openOn(player, next))
    const said = new Model()
    await this.#sendInto(next, tabs, said)
    findings.add('wrong', said.judge(await stage.written(next.id), false))
    this.#judgeRefusals(tabs)
    for (const tab of tabs) tab.page.leave()
  }

  async #sendInto(version: VersionDto, tabs: readonly Tab[], model: Model): Promise<void> {
    const { findings } = this.#scene
    await this.#settle(() => tabs)
    for (const tab of tabs)
      model.act(tab, () => {
        for (const { id } of tab.session.drafts.get()) tab.run((room) => room.sendDraft(id, version.pages[0]?.id))
        return undefined
      })
    await this.#settle(() => tabs)
    const left = tabs.flatMap(({ name, session }) => session.drafts.get().map(({ entry }) => ({ name, entry })))
    findings.add(
      'misplaced',
      // An answer to what is not here has no place to go.
      left.filter(({ entry }) => entry.kind !== 'reply').map(({ name, entry }) => `${name} still offers ${entry.kind}`),
    )
  }

  #judgeRefusals(tabs: readonly Tab[]): void {
    const refused = tabs.filter(({ ended }) => ended.some(({ why }) => why === 'refused'))
    this.#scene.findings.add(
      'refused',
      refused.map(({ name }) => name),
    )
  }

  /** Everybody sees the same, and it is what the database has. */
  async #judgeScreens(written: Y.Doc): Promise<void> {
    const { stage, version, crowd, findings } = this.#scene
    const people = await stage.cast.people()
    const newcomer = new Tab(stage.cast.newcomer, version, people)
    const screens = [...crowd.tabs, newcomer]
    const truth = canonicalJson(project(written, actorsOf(people)))
    const shown = (tab: Tab) => canonicalJson(tab.session.projection.get())
    await until(() => screens.every((tab) => shown(tab) === truth), SHOWN_MS)
    const unequal = screens.filter((tab) => shown(tab) !== truth)
    findings.add(
      'unequal',
      unequal.map((tab) => `${tab.name} shows ${shown(tab)} instead of ${truth}`),
    )
    newcomer.page.leave()
  }
}

/** After a version is closed nothing of it changes. */
function differences(before: Y.Doc, after: Y.Doc): string[] {
  const was = allIn(before)
  const changed = [...allIn(after)].filter(([ref, { name }]) => was.get(ref)?.name !== name)
  return changed.map(([ref, { name, value }]) => `${ref} is ${name} ${value} since the version was closed`)
}
