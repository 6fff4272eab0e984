import type { TicketDto } from '@proofroom/contract'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createTicketDesk } from './tickets.ts'

const ticket = { ticket: 't', room: 'p:v2' } as TicketDto
const never = () => new Promise<TicketDto>(() => undefined)

describe('tickets', () => {
  const ask = vi.fn<() => Promise<TicketDto>>()
  beforeEach(() => {
    vi.useFakeTimers()
    ask.mockReset().mockResolvedValue(ticket)
    return () => vi.useRealTimers()
  })

  test('are asked for again where no answer comes', async () => {
    ask.mockImplementationOnce(never)
    const onFailed = vi.fn()
    const first = createTicketDesk(ask).first({ onFailed })
    await vi.advanceTimersByTimeAsync(14_999)
    expect(onFailed).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(onFailed).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await first).toBe(ticket)
  })

  test('of a connection fail where no answer comes', async () => {
    ask.mockImplementation(never)
    const next = expect(createTicketDesk(ask).next()).rejects.toThrow()
    await vi.advanceTimersByTimeAsync(15_000)
    await next
  })

  test('are used once, and while they are fresh', async () => {
    const desk = createTicketDesk(ask)
    await desk.first({ onFailed: () => undefined })
    await desk.next()
    expect(ask).toHaveBeenCalledTimes(1)
    desk.handBack(ticket)
    vi.advanceTimersByTime(45_000)
    await desk.next()
    expect(ask).toHaveBeenCalledTimes(2)
  })

  test('are not asked for again when the answer is no', async () => {
    ask.mockRejectedValue(Object.assign(new Error('revoked'), { status: 410 }))
    expect(await createTicketDesk(ask).first({ onFailed: () => undefined })).toMatchObject({ status: 410 })
    expect(ask).toHaveBeenCalledTimes(1)
  })
})
