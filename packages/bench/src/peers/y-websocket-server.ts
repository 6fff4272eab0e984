import { setupWSConnection } from '@y/websocket-server/utils'
import { listen } from './listen.ts'

/** The server of the y-websocket package, without storage, behind the same `ws` as the others. */
listen((socket, path) => {
  setupWSConnection(socket, { url: path } as never)
})
