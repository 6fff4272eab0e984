import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Live } from './proofs/index.ts'

type LiveNumbers = ReturnType<Live['metrics']>

/** What Prometheus reads: the process' own numbers and the live rooms'. */
export function createMetrics(live: () => LiveNumbers | null) {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const gauge = (name: string, help: string, read: (numbers: LiveNumbers) => number) =>
    new Gauge({
      name: `proofroom_${name}`,
      help,
      registers: [register],
      collect() {
        const numbers = live()
        if (numbers) this.set(read(numbers))
      },
    })
  gauge('rooms', 'Live rooms open in this process', (n) => n.rooms)
  gauge('connections', 'People connected to them', (n) => n.connections)
  gauge('edits_total', 'Edits committed to the journal', (n) => n.edits)
  gauge('refusals_total', 'Updates refused', (n) => n.refusals)
  gauge('journal_queue', 'Edits waiting for the database', (n) => n.queue)
  gauge(
    'acknowledgement_ms_mean',
    'Milliseconds from an edit’s arrival to its commit, on average',
    ({ acknowledgement: a }) => (a.count === 0 ? 0 : a.sum / a.count),
  )
  return { text: () => register.metrics() }
}
