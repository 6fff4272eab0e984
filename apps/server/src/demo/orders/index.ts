import type { OrderScript } from '../script.ts'
import { DANIEL } from './daniel.ts'
import { MADE } from './made.ts'
import { MAKING } from './making.ts'
import { RUTH } from './ruth.ts'
import { TO_DRAW } from './to-draw.ts'
import { WAITING } from './waiting.ts'

/** In the order they came in, which is the order of their numbers. */
export const ORDERS: OrderScript[] = [RUTH, DANIEL, ...TO_DRAW, ...WAITING, ...MAKING, ...MADE].sort(
  (a, b) => Number(a.label) - Number(b.label),
)
