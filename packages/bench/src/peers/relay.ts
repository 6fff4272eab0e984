import { forward, listen, RelayRooms } from './listen.ts'

/** The least that a live room can be: each frame goes to everybody else, unread. */
const rooms = new RelayRooms()

listen((socket, path) => {
  const room = rooms.enter(socket, path)
  socket.on('message', (frame: Buffer) => forward(room, socket, frame))
})
