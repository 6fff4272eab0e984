export { actOn, insistOn } from './acting.ts'
export {
  type Brought,
  type BroughtBefore,
  type BroughtItem,
  type BroughtOrder,
  bringOrders,
  findBrought,
} from './bringing.ts'
export { type BroughtChange, changeBrought } from './bringing-again.ts'
export { calendarOf } from './calendar.ts'
export {
  addedElsewhere,
  assignProducts,
  cancelledElsewhere,
  changedElsewhere,
  type ElsewhereChange,
  shippedElsewhere,
} from './elsewhere.ts'
export { moveColumns, setFacts } from './facts.ts'
export { addOrderFile, getOrderFiles, pictureOf, type ReadPicture, storeOrderFile } from './files.ts'
export { fetchHandedOver, findHandedOver } from './handing-over.ts'
export { orderReactions } from './jobs.ts'
export { orderLifeRoutes } from './life-routes.ts'
export { mailedTo } from './mailed.ts'
export { createOrder, readOrder } from './orders.ts'
export { presentMove } from './present.ts'
export { orderFileBytes, orderRoutes, orderStream } from './routes.ts'
export { findItems, loadOrder, loadOrderById, lockOrder, type OrderRow } from './store.ts'
export { ordersCsv, tableRoutes } from './table-routes.ts'
export type { TimelineDetail, TimelineEvent } from './timeline.ts'
