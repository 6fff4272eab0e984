import { pino } from 'pino'

export type { Logger } from 'pino'

/** Structured logs. What is named here never reaches them, at any depth that we log. */
export const createLog = (level: string, stream?: { write(line: string): void }) =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['password', 'token', 'ticket', 'cookie', 'authorization', 'secret', 'email'].flatMap((key) => [
          key,
          `*.${key}`,
          `*.*.${key}`,
        ]),
        censor: '[hidden]',
      },
    },
    stream ?? pino.destination({ fd: 2, sync: false }),
  )
