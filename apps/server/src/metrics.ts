import { Counter, collectDefaultMetrics, Gauge, type Metric, Registry } from 'prom-client'
import type { Measured } from './platform/health.ts'
import type { Live } from './proofs/index.ts'

type LiveNumbers = ReturnType<Live['metrics']>
type Histogram = LiveNumbers['acknowledgement']
type Read<T> = (numbers: LiveNumbers) => T

/**
 * What Prometheus reads: the process' own numbers (how late its loop is among them: `nodejs_eventloop_lag_p99_seconds`)
 * and the live rooms'.
 */
export function createMetrics(live: () => LiveNumbers | null): Measured {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const gauge = (name: string, help: string, read: Read<number>) =>
    new Gauge({
      ...{ name: `proofroom_${name}`, help, registers: [register] },
      collect() {
        const numbers = live()
        if (numbers) this.set(read(numbers))
      },
    })
  const counter = (name: string, help: string, read: Read<number>) =>
    new Counter({
      ...{ name: `proofroom_${name}`, help, registers: [register] },
      collect() {
        const numbers = live()
        this.reset()
        if (numbers) this.inc(read(numbers))
      },
    })
  gauge('rooms', 'Live rooms open in this process', (n) => n.rooms)
  gauge('participants', 'People connected to them', (n) => n.connections)
  gauge('neighbours', 'Other live processes that are heard', (n) => n.neighbours)
  gauge('journal_queue', 'Edits waiting for the database', (n) => n.queue)
  gauge('journal_queue_age_seconds', 'How long the oldest of them has waited', (n) => n.queueAgeMs / 1000)
  counter('edits_total', 'Edits committed to the journal', (n) => n.edits)
  new Counter({
    name: 'proofroom_refusals_total',
    help: 'Updates, tickets and frames refused, by code',
    labelNames: ['code'],
    registers: [register],
    collect() {
      this.reset()
      for (const [code, count] of Object.entries(live()?.refused ?? {})) this.inc({ code }, count)
    },
  })
  register.registerMetric(
    histogram(
      'proofroom_acknowledgement_seconds',
      'From an edit’s arrival to its commit',
      () => live()?.acknowledgement,
    ),
  )
  return { text: () => register.metrics(), queueAgeMs: () => live()?.queueAgeMs ?? 0 }
}

/** A histogram that is counted elsewhere, in milliseconds. */
function histogram(name: string, help: string, read: () => Histogram | undefined): Metric {
  const get = async () => {
    const { bounds, counts, sum, count } = read() ?? { bounds: [], counts: [], sum: 0, count: 0 }
    let below = 0
    const buckets = bounds.map((bound, i) => {
      below += counts[i] ?? 0
      return { metricName: `${name}_bucket`, labels: { le: bound / 1000 }, value: below }
    })
    const values = [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: count },
      { metricName: `${name}_sum`, labels: {}, value: sum / 1000 },
      { metricName: `${name}_count`, labels: {}, value: count },
    ]
    return { name, help, type: 'histogram', values, aggregator: 'sum' }
  }
  // The library takes whatever has a name and can be asked; its types know its own classes only.
  return { name, get } as unknown as Metric
}
