import { Ajv, type ValidateFunction } from 'ajv'
import type { Schema, Spec } from './spec.ts'

/**
 * Etsy requires no property and forbids none, so that `{}` would be valid everywhere. Here an answer has all that the
 * specification names, and nothing else; of a body it is the second that is checked.
 */
type Strictness = { all: boolean }

/** In use at Etsy, and newer than its description. */
const NEWER: Record<string, string[]> = { TransactionVariations: ['mime_type'] }
/** How numbers are stored, and what a country is called: nothing to check here. */
const FORMATS = ['int64', 'float', 'binary', 'ISO 3166-1 alpha-2']

export class Schemas {
  readonly #ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor({ components }: Spec) {
    for (const format of FORMATS) this.#ajv.addFormat(format, true)
    this.#ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/)
    const definitions = (strictness: Strictness) =>
      Object.fromEntries(
        Object.entries(components.schemas).map(([name, schema]) => [name, converted(schema, strictness, NEWER[name])]),
      )
    this.#ajv.addSchema({ $id: 'etsy:answers', components: { schemas: definitions({ all: true }) } })
    this.#ajv.addSchema({ $id: 'etsy:bodies', components: { schemas: definitions({ all: false }) } })
  }

  /** What is wrong with an answer, or nothing. */
  answer(key: string, schema: Schema, value: unknown): string[] {
    return this.#errors(`answers/${key}`, () => within('etsy:answers', schema, { all: true }), value)
  }

  body(key: string, schema: Schema, value: unknown): string[] {
    return this.#errors(`bodies/${key}`, () => within('etsy:bodies', schema, { all: false }), value)
  }

  #errors(key: string, schema: () => Schema, value: unknown): string[] {
    const check = this.#compiled.get(key) ?? this.#ajv.compile(schema())
    this.#compiled.set(key, check)
    if (check(value)) return []
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    )
  }
}

/** References lead into the definitions of the same strictness. */
function within(id: string, schema: Schema, strictness: Strictness): Schema {
  const text = JSON.stringify(converted(schema, strictness))
  return JSON.parse(text.replaceAll('"#/components/', `"${id}#/components/`)) as Schema
}

/** OpenAPI 3.0's `nullable` in JSON Schema's words, and properties as strict as above. */
function converted(schema: Schema, strictness: Strictness, newer: string[] = []): Schema {
  const { nullable, properties, items, oneOf, default: _, ...rest } = schema
  const plain: Schema = {
    ...rest,
    ...(items && { items: converted(items, strictness) }),
    ...(oneOf && { oneOf: oneOf.map((one) => converted(one, strictness)) }),
    ...(properties && strict(properties, strictness, newer)),
  }
  return nullable ? { anyOf: [plain, { type: 'null' }] } : plain
}

function strict(properties: Record<string, Schema>, strictness: Strictness, newer: string[]): Schema {
  const names = Object.keys(properties)
  // One that names nothing says nothing: Scopes is such a one.
  if (names.length === 0) return {}
  const known = Object.entries(properties).map(([name, schema]) => [name, converted(schema, strictness)])
  return {
    properties: Object.fromEntries([...known, ...newer.map((name) => [name, {}])]),
    additionalProperties: false,
    ...(strictness.all && { required: names }),
  }
}
