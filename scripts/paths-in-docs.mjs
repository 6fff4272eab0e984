/** Names every path in README.md and docs/ that leads nowhere: relative links, and what looks like a path in backticks. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { root } from './steps.mjs'

const FOLDERS = /^(apps|packages|scripts|docs|\.ci)\//
const ROOT_FILE = /^[\w.-]+\.(json|yml|yaml|mjs|cjs|md)$/
const TARGET = /\]\(([^)\s#]+)[^)]*\)/g
const BACKTICKED = /`([^`\n]+)`/g

const lost = ['README.md', ...globSync('docs/**/*.md', { cwd: root })].flatMap(lostIn)
for (const { page, path } of lost)
  console.error(`${page} names ${path}, which is not there: correct the page, or the path.`)
process.exitCode = lost.length > 0 ? 1 : 0

function lostIn(page) {
  if (!existsSync(join(root, page))) return []
  const text = readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '')
  const linked = [...text.matchAll(TARGET)]
    .map(([, target]) => decodeURI(target))
    .filter((target) => !/^([a-z]+:|\/)/i.test(target))
    .map((target) => normalize(join(dirname(page), target)))
  const named = [...text.matchAll(BACKTICKED)].map(([, token]) => token.replace(/:\d+$/, '')).filter(looksLikePath)
  return [...linked, ...named].filter((path) => !isThere(path, page)).map((path) => ({ page, path }))
}

/** Not a pattern, a command or a placeholder. */
function looksLikePath(token) {
  return /^[\w@./-]+$/.test(token) && (FOLDERS.test(token) || ROOT_FILE.test(token))
}

/** A bare file name may be any workspace's. */
function isThere(path, page) {
  if (existsSync(join(root, path)) || existsSync(join(root, dirname(page), path))) return true
  return !path.includes('/') && globSync(`{apps,packages}/*/${path}`, { cwd: root }).length > 0
}
