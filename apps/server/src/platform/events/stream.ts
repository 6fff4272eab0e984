import type { StreamEventDto } from '@proofroom/contract'
import { type Database, inTransaction, schema } from '@proofroom/db'
import { and, asc, eq, sql } from 'drizzle-orm'
import type { Logger } from '../log.ts'
import { EVENT_CHANNEL } from './channel.ts'

const { orders, outbox } = schema

export type Listener = {
  shopId: string
  /** Guests hear of their own order only. */
  orderId: string | null
  send(event: StreamEventDto): void
}

export type EventStream = {
  /** Begins sending; first what happened since `after`, an id this stream gave out. Answers how to stop. */
  subscribe(listener: Listener, after: string | null): Promise<() => void>
  close(): Promise<void>
}

type Tail = { watermark: string; events: { orderId: string | null; seq: number; dto: StreamEventDto }[] }

/**
 * What happened in a shop, as it is committed. The outbox is the truth and NOTIFY only wakes: a tail is read from the
 * last watermark (the oldest transaction then unfinished), so that nothing committed out of order is missed. An event
 * may come twice and means only "read again".
 */
export async function openStream(database: Database, log: Logger): Promise<EventStream> {
  const shops = new Map<string, Shop>()
  const listening = await database.sql.listen(
    EVENT_CHANNEL,
    (shopId) => void shops.get(shopId)?.wake(),
    // Also after a lost connection: whatever was said meanwhile is in the tail.
    () => shops.forEach((shop) => void shop.wake()),
  )
  return {
    async subscribe(listener, after) {
      const { shopId } = listener
      const shop = shops.get(shopId) ?? new Shop(database, shopId, log)
      shops.set(shopId, shop)
      const forget = () => {
        if (shop.isEmpty && shops.get(shopId) === shop) shops.delete(shopId)
      }
      const leave = await shop.join(listener, after).catch((error) => {
        forget()
        throw error
      })
      return () => {
        leave()
        forget()
      }
    },
    close: () => listening.unlisten(),
  }
}

class Shop {
  private readonly listeners = new Set<Listener>()
  /** On their way in: whoever leaves meanwhile must not take the shop with them. */
  private joining = 0
  private watermark: string | null = null
  private seen = new Set<number>()
  private reading: Promise<void> | null = null
  private again = false
  private readonly database: Database
  private readonly shopId: string
  private readonly log: Logger

  constructor(database: Database, shopId: string, log: Logger) {
    this.database = database
    this.shopId = shopId
    this.log = log
  }

  get isEmpty(): boolean {
    return this.listeners.size === 0 && this.joining === 0
  }

  async join(listener: Listener, after: string | null): Promise<() => void> {
    this.joining += 1
    const tail = await this.read(after).finally(() => {
      this.joining -= 1
    })
    this.watermark ??= tail.watermark
    this.listeners.add(listener)
    if (after) for (const event of tail.events) deliver(listener, event)
    // Something may have been committed between the read and the joining.
    void this.wake()
    return () => void this.listeners.delete(listener)
  }

  /** One read at a time; a wake during a read makes one more. */
  wake(): Promise<void> {
    this.again = true
    this.reading ??= this.drain().finally(() => {
      this.reading = null
    })
    return this.reading
  }

  private async drain(): Promise<void> {
    while (this.again) {
      this.again = false
      try {
        this.announce(await this.read(this.watermark))
      } catch (error) {
        this.log.warn({ err: error }, 'stream: could not read what happened')
        return
      }
    }
  }

  private announce(tail: Tail): void {
    for (const event of tail.events)
      if (!this.seen.has(event.seq)) for (const listener of this.listeners) deliver(listener, event)
    this.seen = new Set(tail.events.map((event) => event.seq))
    this.watermark = tail.watermark
  }

  private read(after: string | null): Promise<Tail> {
    return inTransaction(this.database.db, { shopId: this.shopId }, async (tx) => {
      const [now] = await tx.execute<{ watermark: string }>(
        sql`select pg_snapshot_xmin(pg_current_snapshot())::text as watermark`,
      )
      const watermark = now?.watermark ?? '0'
      const rows = await tx
        .select({
          seq: outbox.seq,
          type: outbox.type,
          orderId: outbox.orderId,
          orderCode: orders.code,
          subjectId: outbox.subjectId,
          at: outbox.createdAt,
        })
        .from(outbox)
        .leftJoin(orders, eq(orders.id, outbox.orderId))
        .where(and(eq(outbox.shopId, this.shopId), sql`${outbox.xid} >= ${after ?? watermark}::xid8`))
        .orderBy(asc(outbox.seq))
      return {
        watermark,
        events: rows.map(({ seq, orderId, at, ...row }) => ({
          seq,
          orderId,
          dto: { ...row, id: watermark, at: at.toISOString() },
        })),
      }
    })
  }
}

function deliver(listener: Listener, event: Tail['events'][number]): void {
  if (listener.orderId === null || listener.orderId === event.orderId) listener.send(event.dto)
}
