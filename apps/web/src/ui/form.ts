import {
  type FieldErrors,
  type FieldPath,
  type FieldValues,
  type Resolver,
  set,
  type UseFormSetError,
} from 'react-hook-form'
import { ApiProblem } from '../api.ts'

type Issue = { path: PropertyKey[]; message: string }
type Schema<Out> = {
  safeParse: (value: unknown) => { success: true; data: Out } | { success: false; error: { issues: Issue[] } }
}

/** The contract's schema checks the form, with the same sentences the server would say. */
export function schemaResolver<In extends FieldValues, Out>(
  schema: Schema<Out>,
  shape: (values: In) => unknown = (values) => values,
): Resolver<In, unknown, Out> {
  return (values) => {
    const result = schema.safeParse(shape(values))
    if (result.success) return { values: result.data, errors: {} }
    const errors = {}
    for (const issue of result.error.issues)
      set(errors, issue.path.join('.'), { type: 'schema', message: issue.message })
    return { values: {}, errors: errors as FieldErrors<In> }
  }
}

/** Puts the server's sentences at their fields; gives back what belongs to no field of this form. */
export function placeProblem<In extends FieldValues>(
  error: unknown,
  fields: readonly FieldPath<In>[] | ((name: string) => boolean),
  setError: UseFormSetError<In>,
  otherwise: string,
): string | null {
  if (!(error instanceof ApiProblem)) return otherwise
  const has = (name: string) => (typeof fields === 'function' ? fields(name) : fields.includes(name as FieldPath<In>))
  const placed = Object.entries(error.fields).filter(([name]) => has(name))
  for (const [name, message] of placed)
    setError(name as FieldPath<In>, { type: 'server', message }, { shouldFocus: true })
  return placed.length > 0 ? null : error.message
}
