import type { Context } from '../platform/context.ts'
import type { EventJob, Reaction } from '../platform/events/jobs.ts'
import { runToEnd } from './running.ts'

/** An import runs on whatever becomes of the page or the process it was begun in. */
export const importReactions = (contextFor: (job: EventJob, name: string) => Context): Reaction[] => [
  {
    name: 'imports.run',
    on: 'import.started',
    mayRunTwice: true,
    run: async (job) => {
      if (job.subjectId) await runToEnd(contextFor(job, 'imports.run'), job.subjectId)
    },
  },
]
