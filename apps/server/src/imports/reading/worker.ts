import { parentPort, workerData } from 'node:worker_threads'
import { readFile } from './read.ts'
import type { Asked, FileToRead } from './reader.ts'

/** Reads one file, away from the loop that people wait for, and hands its orders over some at a time. */
const { seen, orders } = readFile(workerData as FileToRead)
parentPort?.postMessage(seen)
parentPort?.on('message', ({ from, count }: Asked) => parentPort?.postMessage(orders.slice(from, from + count)))
