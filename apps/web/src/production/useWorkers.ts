import type { BoardDto } from '@proofroom/contract'
import { useMemo } from 'react'
import type { Worker } from './CardFace.tsx'

const COLOURS = 8

/** Everybody of the shop by member id, each with a colour of the participants' palette. */
export function useWorkers({ workers }: Pick<BoardDto, 'workers'>): Map<string, Worker> {
  return useMemo(
    () => new Map(workers.map((worker, index) => [worker.id, { ...worker, colour: 1 + ((index + 3) % COLOURS) }])),
    [workers],
  )
}
