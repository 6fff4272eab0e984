/** A sentence to be: a key of `orders` and what goes into it, from the pure functions that choose it. */
export type Sentence = { key: string; values: object }

type Translate = (key: string, values: object) => string

/** The keys are literals where they are chosen; a union of them with their values is beyond `t`'s types. */
export const say = (t: unknown, { key, values }: Sentence): string => (t as Translate)(key, values)
