import { parseArgs } from 'node:util'
import { becomeBrowser } from './fuzz/browser.ts'
import { Run } from './fuzz/run.ts'
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
    const t = Date.now()
    const run = new Run(stage, seed, await stage.cast.newRoom())
    const { words, trace, ...found } = await run.go()
    run.leave()
    operations += found.operations
    if (words.length || !process.env.QUIET) console.log(JSON.stringify({ ...found, ms: Date.now() - t }))
    if (words.length) {
      bad++
      for (const w of words) console.error('   ', w)
      if (process.env.TRACE) for (const w of trace) console.error('      ', w)
    }
  }
} finally {
  console.log(JSON.stringify({ operations, bad }))
  if (stage.server.said.length > 200) console.log(stage.server.said.slice(-3000))
  await stage.close()
}
process.exit(bad ? 1 : 0)
