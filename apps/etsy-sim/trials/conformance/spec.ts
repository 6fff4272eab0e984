import { readFileSync } from 'node:fs'

/** As much of OpenAPI 3.0 as Etsy's description uses. */
export type Schema = {
  type?: string
  nullable?: boolean
  properties?: Record<string, Schema>
  items?: Schema
  oneOf?: Schema[]
  $ref?: string
  [key: string]: unknown
}
export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema: Schema }
export type Content = Record<string, { schema: Schema }>
export type Operation = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { content?: Content }>
  security?: { oauth2?: string[] }[]
}
export type Spec = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } }

export const readSpec = (file: string): Spec => JSON.parse(readFileSync(file, 'utf8')) as Spec

export type Found = { operation: Operation; path: Record<string, string> }

/** The operation that a call is; words in a path go before what stands for any. */
export function findOperation(spec: Spec, method: string, pathname: string): Found | null {
  const fitting = Object.entries(spec.paths).flatMap(([template, operations]) => {
    const operation = operations[method.toLowerCase()]
    const path = operation && valuesIn(template, pathname)
    return path ? [{ operation, path }] : []
  })
  return fitting.sort((a, b) => Object.keys(a.path).length - Object.keys(b.path).length)[0] ?? null
}

function valuesIn(template: string, pathname: string): Record<string, string> | null {
  const [wanted, given] = [template.split('/'), pathname.split('/')]
  if (wanted.length !== given.length) return null
  const values: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    const value = given[at] ?? ''
    if (name) values[name] = decodeURIComponent(value)
    else if (part !== value) return null
  }
  return values
}
