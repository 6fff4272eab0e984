import { type Entry, isId, LIMITS, parseRef } from './entries.ts'
import { migrate } from './migrations.ts'

export type EntryProblem = { ok: false; code: string; message: string }
export type CheckedEntry = { ok: true; entry: Entry } | EntryProblem

type Fields = Record<string, unknown>
type Test = (value: unknown) => boolean
/** `required` and `optional` fields and what each must be; any other field is refused. */
type Form = { required: Record<string, Test>; optional?: Record<string, Test> }

/** Up to the last moment a Date can hold. */
const isTime: Test = (v) => Number.isInteger(v) && (v as number) >= 0 && (v as number) <= 8.64e15
const isFlag: Test = (v) => typeof v === 'boolean'
const isRef: Test = (v) => typeof v === 'string' && parseRef(v) !== null
const isPlace: Test = (v) => typeof v === 'number' && v >= -0.5 && v <= 1.5
const isExtent: Test = (v) => typeof v === 'number' && v >= 0 && v <= 2
/** Lone surrogates change on the wire, so that the author would see another text than everybody else. */
const isText: Test = (v) => typeof v === 'string' && v.length <= LIMITS.text && !/\p{Surrogate}/u.test(v)
const isSaid: Test = (v) => isText(v) && (v as string).trim() !== ''
const isLabel: Test = (v) => isSaid(v) && (v as string).length <= LIMITS.label
const isPoints: Test = (v) =>
  Array.isArray(v) && v.length >= 2 && v.length % 2 === 0 && v.length <= LIMITS.points * 2 && v.every(isPlace)
const oneOf =
  (...values: string[]): Test =>
  (v) =>
    typeof v === 'string' && values.includes(v)

const POINT: Form = { required: { x: isPlace, y: isPlace } }
const BOX: Form = { required: { x: isPlace, y: isPlace, w: isExtent, h: isExtent } }
const SEGMENT: Form = { required: { x1: isPlace, y1: isPlace, x2: isPlace, y2: isPlace } }
const STROKE: Form = { required: { points: isPoints } }

const GEOMETRIES: Record<string, Form> = {
  pin: POINT,
  text: POINT,
  rectangle: BOX,
  ellipse: BOX,
  highlight: BOX,
  arrow: SEGMENT,
  line: SEGMENT,
  freehand: STROKE,
}

const STORED = { v: Number.isInteger, kind: isSaid, at: isTime }
const FORMS: Record<string, Form> = {
  annotation: {
    required: { ...STORED, page: isId, shape: oneOf(...Object.keys(GEOMETRIES)), geometry: isObject },
    optional: { text: isText, editedAt: isTime },
  },
  comment: { required: { ...STORED, text: isSaid }, optional: { page: isId, editedAt: isTime } },
  reply: { required: { ...STORED, target: isRef, text: isSaid }, optional: { editedAt: isTime } },
  resolve: { required: { ...STORED, target: isRef, resolved: isFlag } },
  hide: { required: { ...STORED, target: isRef, hidden: isFlag } },
  label: { required: { ...STORED, target: isRef, label: isLabel }, optional: { editedAt: isTime } },
  tombstone: {
    required: { ...STORED, was: oneOf('annotation', 'comment', 'reply'), deletedAt: isTime },
    optional: { page: isId, target: isRef },
  },
}

/** Whether a stored value is an entry, brought to the current version. Never throws. */
export function checkEntry(value: unknown): CheckedEntry {
  if (!isObject(value)) return problem('entry.not_an_object', 'An entry is an object with a kind and a version.')
  const form = lookUp(FORMS, value.kind)
  if (!form) return problem('entry.kind', 'This kind of entry is not known.')
  const migrated = migrate(value)
  if (!migrated.ok) return problem('entry.version', 'This entry was written by a version that is not known here.')
  const entry = migrated.entry
  return formProblem(entry, form) ?? markProblem(entry) ?? sizeProblem(entry) ?? { ok: true, entry: entry as Entry }
}

function formProblem(fields: Fields, form: Form): EntryProblem | null {
  for (const [name, test] of Object.entries(form.required)) {
    if (!Object.hasOwn(fields, name) || !test(fields[name])) return fieldProblem(name)
  }
  for (const [name, value] of Object.entries(fields)) {
    if (Object.hasOwn(form.required, name)) continue
    const test = lookUp(form.optional ?? {}, name)
    if (!test) return problem('entry.unknown_field', `An entry of this kind has no field "${name.slice(0, 40)}".`)
    if (!test(value)) return fieldProblem(name)
  }
  return null
}

function markProblem(entry: Fields): EntryProblem | null {
  if (entry.kind !== 'annotation') return null
  const form = lookUp(GEOMETRIES, entry.shape)
  if (!form) return fieldProblem('shape')
  if (entry.shape === 'text' && !isSaid(entry.text)) return fieldProblem('text')
  return formProblem(entry.geometry as Fields, form)
}

function sizeProblem(entry: Fields): EntryProblem | null {
  if (JSON.stringify(entry).length <= LIMITS.entrySize) return null
  return problem('entry.too_large', 'This entry is larger than 64 KB; draw with fewer points or write less.')
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

const lookUp = <T>(table: Record<string, T>, name: unknown): T | undefined =>
  typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined

const problem = (code: string, message: string): EntryProblem => ({ ok: false, code, message })
const fieldProblem = (name: string): EntryProblem =>
  problem(`entry.${name}`, `The entry's field "${name}" is missing or not allowed as it is.`)
