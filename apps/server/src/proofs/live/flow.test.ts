import { expect, test, vi } from 'vitest'
import { Flow } from './flow.ts'

const tap = () => ({ pause: vi.fn(), resume: vi.fn() })

test('a socket over its rate waits, and goes on by itself', async () => {
  const socket = tap()
  const flow = new Flow(socket, { framesPerSecond: 100, bytesPerSecond: 1e9 })
  for (let i = 0; i < 400; i++) flow.arrived(1)
  expect(socket.pause).not.toHaveBeenCalled()
  for (let i = 0; i < 10; i++) flow.arrived(1)
  expect(socket.pause).toHaveBeenCalledTimes(1)
  await vi.waitFor(() => expect(socket.resume).toHaveBeenCalledTimes(1))
  flow.stop()
})

test('what waits for the database holds the next back', () => {
  const socket = tap()
  const flow = new Flow(socket, { framesPerSecond: 1e6, bytesPerSecond: 1e9 })
  for (let i = 0; i < 3; i++) flow.entered(4e6)
  expect(socket.pause).toHaveBeenCalledTimes(1)
  expect(socket.resume).not.toHaveBeenCalled()
  flow.left(4e6)
  expect(socket.resume).toHaveBeenCalledTimes(1)
  expect(flow.underWay).toBe(2)
})
