/** `npm run verify`: what can be said about the code without running it. Two checks at a time. */
import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, run, summarise } from './steps.mjs'

const AT_ONCE = 2

/** @type {{ name: string, command: [string, ...string[]] }[]} */
const CHECKS = [
  ...typedWorkspaces().map((workspace) => ({ name: `types ${workspace}`, command: typeCheck(workspace) })),
  {
    name: 'import rules',
    command: ['depcruise', 'apps', 'packages', '--config', '.dependency-cruiser.cjs', '-T', 'err-long'],
  },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'style', command: ['biome', 'check', '.', '--diagnostic-level=error'] },
  { name: 'paths in docs', command: ['node', 'scripts/paths-in-docs.mjs'] },
]

const waiting = CHECKS.entries()
const results = []
await Promise.all(Array.from({ length: AT_ONCE }, work))
for (const { name, ok, output } of results) if (!ok) console.log(`\n── ${name}\n\n${output.trim()}`)
summarise(results)

async function work() {
  for (const [at, { name, command }] of waiting) results[at] = { name, ...(await run(command, { quiet: true })) }
}

/** What a check found out is kept, so that the next one looks only at what changed. */
function typeCheck(workspace) {
  const kept = join('node_modules/.cache/proofroom/types', `${workspace.replace('/', '-')}.tsbuildinfo`)
  return ['tsc', '-p', workspace, '--incremental', '--tsBuildInfoFile', kept]
}

/** The programs first: they take longest. */
function typedWorkspaces() {
  return globSync('{apps,packages}/*/tsconfig.json', { cwd: root })
    .map(dirname)
    .filter((workspace) => existsSync(join(root, workspace, 'src')))
    .sort()
}
