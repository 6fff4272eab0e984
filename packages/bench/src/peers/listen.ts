import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** A peer's own http server on a port of its own, which its parent is told; `enter` gets each socket and its path. */
export function listen(enter: (socket: WebSocket, path: string) => void): Server {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  sockets.on('connection', (socket, request) => {
    socket.on('error', () => {})
    enter(socket, request.url ?? '/')
  })
  http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }))
  return http
}

/** Who is in which room of a relay. */
export class RelayRooms {
  readonly #rooms = new Map<string, Set<WebSocket>>()

  enter(socket: WebSocket, name: string): Set<WebSocket> {
    const room = this.#rooms.get(name) ?? new Set()
    this.#rooms.set(name, room.add(socket))
    socket.on('close', () => {
      room.delete(socket)
      if (room.size === 0) this.#rooms.delete(name)
    })
    return room
  }
}

export function forward(room: Set<WebSocket>, from: WebSocket, frame: Uint8Array): void {
  for (const other of room) {
    if (other !== from && other.readyState === other.OPEN) other.send(frame)
  }
}
