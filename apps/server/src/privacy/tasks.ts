import type { Context } from '../platform/context.ts'
import type { Task } from '../platform/events/jobs.ts'
import type { Forgetter } from './anonymise.ts'
import { SHOP_FILES_JOB } from './erase-shop.ts'
import { eraseFiles, FILES_JOB, type FilesToErase } from './files.ts'
import { keepRetention } from './retention.ts'

const ROUNDS = 'privacy.retention'
const HOURLY = 3600

type Given = {
  everywhere: () => Context
  ofShop: (shopId: string, job: string) => Context
  forgetters?: Forgetter[]
}

/** Keeps what shops promised about how long, and removes bytes of what was erased. */
export const privacyTasks = ({
  everywhere,
  ofShop,
  forgetters = [],
}: Given): [Task<object>, Task<FilesToErase>, Task<{ shopId: string }>] => [
  {
    name: ROUNDS,
    everySeconds: HOURLY,
    run: () => keepRetention(everywhere(), (shopId) => ofShop(shopId, ROUNDS), forgetters),
  },
  { name: FILES_JOB, run: ({ shopId, hashes }) => eraseFiles(ofShop(shopId, FILES_JOB), hashes) },
  { name: SHOP_FILES_JOB, run: ({ shopId }) => everywhere().platform.files.removeShop(shopId) },
]
