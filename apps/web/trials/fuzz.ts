import { parseArgs } from 'node:util'
import { becomeBrowser } from './fuzz/browser.ts'
import { play } from './fuzz/run.ts'
import { Stage } from './fuzz/stage.ts'

becomeBrowser()
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    json: { type: 'boolean', default: false },
  },
})
const stage = await Stage.open()
let bad = 0
let operations = 0
try {
  for (let i = 0; i < Number(values.seeds); i++) {
    const seed = Number(values.seed) + i
    const found = await play(stage, seed)
    operations += found.operations
    if (found.isDivergence || !process.env.QUIET) console.log(JSON.stringify(found.line))
    if (found.isDivergence) {
      bad++
      for (const w of found.words) console.error('   ', w)
      if (process.env.TRACE) for (const w of found.story) console.error('      ', w)
    }
  }
} finally {
  console.log(JSON.stringify({ operations, bad }))
  if (stage.server.said.length > 200) console.log(stage.server.said.slice(-3000))
  await stage.close()
}
process.exit(bad ? 1 : 0)
