export { decodeText, notCsv } from './csv/decode.ts'
export { type Delimiter, type Row, readCsv, type Table } from './csv/read.ts'
export { writeCsv } from './csv/write.ts'
export { type DayOrder, type DayOrderFound, dayOrderOf, readDay } from './days.ts'
export type { BroughtItem, BroughtOrder, LineProblem, Reading, ReadOrder } from './orders/order.ts'
export { readOrders } from './orders/read.ts'
export { type SaidPart, saidBy } from './orders/said.ts'
export {
  type Format,
  formatOf,
  type Mapping,
  mappingProblem,
  NEEDED,
  suggestMapping,
  WORDS,
  type Word,
} from './words.ts'
