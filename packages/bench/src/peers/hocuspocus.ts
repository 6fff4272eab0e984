import { Hocuspocus } from '@hocuspocus/server'
import { listen } from './listen.ts'

/** Hocuspocus as it comes, without any storage, behind the same `ws` as the others. */
const hocuspocus = new Hocuspocus({ quiet: true })

listen((socket, path) => {
  const connection = hocuspocus.handleConnection(socket as never, new Request(`http://localhost${path}`))
  socket.on('message', (data: Buffer) => connection.handleMessage(data))
  socket.on('close', (code, reason) => connection.handleClose({ code, reason: String(reason) }))
})
