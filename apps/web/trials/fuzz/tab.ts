import type { PersonDto, VersionDto } from '@proofroom/contract'
import { openRoom } from '../../src/proofs/room/live/session.ts'
import type { Ended, RoomSession } from '../../src/proofs/room/types.ts'
import type { Player } from './cast.ts'
import { Page } from './page.ts'

let opened = 0

/** One open page of one player: the web app's own session, in a room. */
export class Tab {
  readonly name: string
  readonly player: Player
  readonly page: Page
  readonly session: RoomSession
  readonly ended: { why: Ended; code: number }[] = []

  constructor(player: Player, version: VersionDto, people: readonly PersonDto[]) {
    this.name = `${player.device.name} ${++opened}`
    this.player = player
    this.page = new Page(player.device)
    this.session = this.page.run(() =>
      openRoom({
        versionId: version.id,
        people,
        getTicket: () => player.ticket(version.id),
        onEnded: (why, code) => {
          this.ended.push({ why, code })
          this.#readPeople()
        },
        onStranger: () => this.#readPeople(),
      }),
    )
  }

  get actorId(): string {
    return this.session.actorId ?? ''
  }

  get isSaved(): boolean {
    return this.session.saveState.get() === 'saved'
  }

  run<T>(act: (session: RoomSession) => T): T {
    return this.page.run(() => act(this.session))
  }

  /** The network is back, and the browser says so. */
  online = (): void => this.page.tell(this.page.window, 'online')
  offline = (): void => this.page.tell(this.page.window, 'offline')

  /** Another tab or app comes to the front, or this one again. */
  look(isHere: boolean): void {
    this.page.document.visibilityState = isHere ? 'visible' : 'hidden'
    this.page.tell(this.page.document, 'visibilitychange')
  }

  /** As the page's queries do: a failed one changes nothing. */
  #readPeople(): void {
    this.page
      .run(() => this.player.people())
      .then(
        (people) => this.page.run(() => this.session.setPeople(people)),
        () => undefined,
      )
  }
}
