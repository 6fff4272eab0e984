/**
 * A reader process: the only place where bytes somebody uploaded meet a parser. It has no secrets, no database and no
 * way to start anything; a file that breaks it breaks nothing else. Started by reader.ts, ends when the server ends.
 */
import sharp from 'sharp'
import { UploadRefused } from '../../platform/files/refusals.ts'
import { asRefusal } from '../../platform/files/temp.ts'
import type { Report, Task } from './messages.ts'
import { drawPage } from './renditions.ts'

const MEMORY_CHECK_MS = 100

sharp.cache(false)
sharp.concurrency(2)
// Only the decoders we mean to use can be reached, whatever a file pretends to be.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadPng',
    'VipsForeignLoadJpeg',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
    'VipsForeignLoadSvg',
  ],
})

let current: Task | undefined

const report = (message: Report) => void process.send?.(message)

// The heap has its own limit (--max-old-space-size); pictures live outside it and are watched here.
setInterval(() => {
  if (current && process.memoryUsage.rss() > current.memoryLimit) report({ id: current.id, kind: 'too heavy' })
}, MEMORY_CHECK_MS)

// Not exit(): that would wait for a decoder that may never come back.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
// A Ctrl-C in a terminal reaches the whole group; the server decides when its readers end.
process.on('SIGINT', () => {})

process.on('message', async (task: Task) => {
  const { id } = task
  current = task
  try {
    report({ id, kind: 'done', done: await drawPage(task, (preview) => report({ id, kind: 'preview', preview })) })
  } catch (error) {
    const refusal = asRefusal(error)
    // What we did not foresee ends this process: its state is no longer known, and the next file deserves a clean one.
    if (!(refusal instanceof UploadRefused)) throw error
    report({ id, kind: 'refused', code: refusal.code, status: refusal.status, sentence: refusal.sentence })
  } finally {
    current = undefined
  }
})
