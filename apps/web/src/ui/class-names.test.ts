import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('..', import.meta.url))
/** Styles of a screen stay loaded when one goes on to the next, so two screens with one name dress each other. */
const SCREENS = [
  'customer/**/*.css',
  'identity/*.css',
  'orders/*.css',
  'palette/*.css',
  'production-settings/*.css',
  'proofs/*.css',
  'proofs/room/**/*.css',
]

/** The class each rule begins with. */
function namesIn(css: string): string[] {
  const rules = css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{/g)
  const selectors = [...rules].flatMap(([, list = '']) => list.split(',')).map((one) => one.trim())
  return selectors.flatMap((one) => /^\.([\w-]+)/.exec(one)?.[1] ?? [])
}

const namesOf = (pattern: string): Set<string> =>
  new Set(globSync(pattern, { cwd: SRC }).flatMap((file) => namesIn(readFileSync(SRC + file, 'utf8'))))

it('no two screens style the same class', () => {
  const kit = namesOf('ui/*.css')
  const owner = new Map<string, string>()
  const shared: string[] = []
  for (const screen of SCREENS)
    for (const name of namesOf(screen)) {
      if (kit.has(name)) continue
      const before = owner.get(name)
      if (before) shared.push(`.${name} in ${before} and ${screen}`)
      owner.set(name, screen)
    }
  expect(owner.size).toBeGreaterThan(100)
  expect(shared).toEqual([])
})
