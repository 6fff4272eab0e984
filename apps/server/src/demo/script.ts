import type { NewEntry } from '@proofroom/proof'
import type { When } from './times.ts'

export type Staff = 'maya' | 'jun' | 'tom'
/** The customer, or whoever was asked for a second opinion. */
export type Guest = 'customer' | 'second'

type Annotation = Extract<NewEntry, { kind: 'annotation' }>
/** A mark, on the page of this position. */
type Drawn = Annotation extends infer Each
  ? Each extends Annotation
    ? Omit<Each, 'kind' | 'page' | 'at'>
    : never
  : never
export type Said = Drawn & { page?: number }

/** What a reply is about: the n-th mark made on the proof that is out, or a numbered request. */
export type About = { mark: number } | { request: number }

/** One thing somebody does, through the same action that the screen calls. */
export type Step = When &
  (
    | { does: 'draws'; by: Staff; pages: string[] }
    | { does: 'answers'; by: Staff; request: number; state: 'done' | 'not_done' | 'question'; note: string }
    | { does: 'sends'; by: Staff; note: string }
    | { does: 'asks for a second opinion'; by: Staff; from: string }
    | { does: 'opens'; who: Guest; device: string }
    | { does: 'marks'; who: Guest; marks: Said[] }
    | { does: 'replies'; by: Staff | Guest; to: About; text: string }
    | { does: 'asks for changes'; message?: string }
    | { does: 'confirms'; request: number }
    | { does: 'signs' }
    | { does: 'starts making'; by: Staff }
    /** To a stage by its name, with everything ticked that is listed where it comes from. */
    | { does: 'moves'; by: Staff; to: string }
    | { does: 'ships'; by: Staff; carrier: string; tracking: string }
  )

export type OrderScript = {
  label: string
  customer: string
  title: string
  /** The shop's own kind of thing, by its name. */
  product?: string
  quantity?: number
  /** What goes on it, line by line. */
  lines: [name: string, value: string][]
  dueInDays: number
  placed: When
  takenBy: Staff
  steps: Step[]
}
