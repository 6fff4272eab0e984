import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

const NUMBERS = {
  rooms: 2,
  neighbours: 1,
  connections: 5,
  queue: 3,
  queueAgeMs: 1_500,
  edits: 120,
  refusals: 3,
  refused: { 'guard.foreign_client': 2, 'ticket.refused': 1 },
  acknowledgement: { bounds: [1, 10, 100], counts: [4, 5, 0, 1], sum: 250, count: 10 },
}

test('what Prometheus reads of the live rooms', async () => {
  const { text, queueAgeMs } = createMetrics(() => NUMBERS)
  const lines = (await text()).split('\n')
  for (const line of [
    'proofroom_rooms 2',
    'proofroom_participants 5',
    'proofroom_neighbours 1',
    'proofroom_journal_queue 3',
    'proofroom_journal_queue_age_seconds 1.5',
    'proofroom_edits_total 120',
    'proofroom_refusals_total{code="guard.foreign_client"} 2',
    'proofroom_refusals_total{code="ticket.refused"} 1',
    '# TYPE proofroom_acknowledgement_seconds histogram',
    'proofroom_acknowledgement_seconds_bucket{le="0.001"} 4',
    'proofroom_acknowledgement_seconds_bucket{le="0.01"} 9',
    'proofroom_acknowledgement_seconds_bucket{le="0.1"} 9',
    'proofroom_acknowledgement_seconds_bucket{le="+Inf"} 10',
    'proofroom_acknowledgement_seconds_sum 0.25',
    'proofroom_acknowledgement_seconds_count 10',
  ])
    expect(lines).toContain(line)
  expect(lines.some((line) => line.startsWith('nodejs_eventloop_lag_p99_seconds '))).toBe(true)
  expect(queueAgeMs()).toBe(1_500)
})

test('asked twice, counters are not counted twice; without live rooms there are none', async () => {
  const { text } = createMetrics(() => NUMBERS)
  await text()
  expect(await text()).toContain('proofroom_edits_total 120')
  expect(createMetrics(() => null).queueAgeMs()).toBe(0)
})
