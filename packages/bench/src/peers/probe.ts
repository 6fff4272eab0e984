/**
 * Loaded in front of each server that is measured: says how much heap is in use after collecting garbage, and ends the
 * server with whoever started it. Needs --expose-gc and a channel to its parent; neither keeps the server alive.
 */
const collect = globalThis.gc
const COLLECTIONS = 4

async function heapUsed(): Promise<number> {
  // What was closed a moment ago lets go of its memory in turns of the loop.
  for (let i = 0; i < COLLECTIONS; i++) {
    collect?.()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return process.memoryUsage().heapUsed
}

process.on('message', (message) => {
  if (message === 'heap') void heapUsed().then((bytes) => process.send?.({ heapUsed: bytes }))
})
process.once('disconnect', () => process.exit())
process.channel?.unref()
