/** What everybody drew and what reached whom, by content: however many of them a server puts into one frame. */
export class Tally {
  readonly people: number
  /** Edits sent, by person. */
  readonly edits: number[]
  /** The clock of the last cursor sent, by person; each one is one higher than the one before. */
  readonly clocks: number[]
  /** Milliseconds from sending an edit to its arrival at one of the others. */
  reached: number[] = []
  /** Cursors that arrived somewhere. */
  cursors = 0
  readonly #most: number
  readonly #sentAt: Float64Array
  readonly #has: Uint8Array
  readonly #received: Float64Array
  readonly #seen: Float64Array

  /** `most`: edits one person may send. */
  constructor(people: number, most: number) {
    this.people = people
    this.#most = most
    this.edits = new Array(people).fill(0)
    this.clocks = new Array(people).fill(0)
    this.#sentAt = new Float64Array(people * most).fill(Number.NaN)
    this.#has = new Uint8Array(people * people * most)
    this.#received = new Float64Array(people)
    this.#seen = new Float64Array(people * people)
  }

  /** Without a time nothing is measured of it (`NaN`): it was for warming up. */
  sentEdit(person: number, at: number): void {
    const nth = this.edits[person] ?? 0
    this.edits[person] = nth + 1
    if (nth >= this.#most) throw new RangeError('Somebody drew more than was counted with.')
    this.#sentAt[person * this.#most + nth] = at
  }

  receivedEdit(receiver: number, person: number, nth: number, at: number): void {
    if (!this.#isOther(person, receiver) || nth >= this.#most) return
    const place = (receiver * this.people + person) * this.#most + nth
    if (this.#has[place] === 1) return
    this.#has[place] = 1
    this.#received[receiver] = (this.#received[receiver] as number) + 1
    const milliseconds = at - (this.#sentAt[person * this.#most + nth] as number)
    if (!Number.isNaN(milliseconds)) this.reached.push(milliseconds)
  }

  receivedCursor(receiver: number, person: number, clock: number): void {
    if (!this.#isOther(person, receiver)) return
    const place = receiver * this.people + person
    if (clock <= (this.#seen[place] as number)) return
    this.#seen[place] = clock
    this.cursors++
  }

  /** Whether each of the receivers has every edit and everybody's last cursor. */
  isComplete(receivers: number): boolean {
    return this.missing(receivers) === 0
  }

  /** Edits and last cursors that did not arrive. */
  missing(receivers: number): number {
    const sent = this.edits.reduce((sum, edits) => sum + edits, 0)
    let missing = 0
    for (let receiver = 0; receiver < receivers; receiver++) {
      missing += sent - (this.edits[receiver] as number) - (this.#received[receiver] as number)
      for (let person = 0; person < this.people; person++) {
        const seen = this.#seen[receiver * this.people + person] as number
        if (person !== receiver && seen < (this.clocks[person] as number)) missing++
      }
    }
    return missing
  }

  /** Servers send people their own words too. */
  #isOther(person: number, receiver: number): boolean {
    return person !== receiver && person >= 0 && person < this.people
  }
}
