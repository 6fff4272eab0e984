import { Socket } from 'node:net'

// The server itself, which dies where it is told: after so many things said to the database, so that it is between any
// two statements.

const dieAfter = Number(process.env.DIE_AFTER ?? 0)
const databasePort = Number(new URL(process.env.DATABASE_URL ?? '').port)

if (dieAfter > 0) {
  let said = 0
  const write = Socket.prototype.write
  Socket.prototype.write = function (this: Socket, ...given: unknown[]) {
    if (this.remotePort === databasePort && armed() && ++said >= dieAfter) process.kill(process.pid, 'SIGKILL')
    return Reflect.apply(write, this, given) as boolean
  } as typeof write
}

/** Starting is no part of it. */
let isArmed = false
const armed = () => isArmed
process.on('SIGUSR2', () => {
  isArmed = true
})

await import('../../src/main.ts')
