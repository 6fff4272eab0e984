import { pino } from 'pino'

export type { Logger } from 'pino'

/** Structured logs. What is named here never reaches them, at any depth that we log; of errors, see `describeError`. */
export const createLog = (level: string, stream?: { write(line: string): void }) =>
  pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
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

type Described = { type: string; code: string | undefined; message: string; stack: string[]; cause?: Described }

/**
 * What went wrong and where, without the values: drizzle puts a statement's parameters into its message, PostgreSQL the
 * offending row into its detail, mail servers the recipient into theirs.
 */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, code: undefined, message: '', stack: [] }
  const { code } = error as { code?: string }
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    code,
    message: withoutValues(error.message),
    stack: stack.slice(0, 12).map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}

const withoutValues = (message: string) =>
  message
    .replace(/\nparams: [\s\S]*$/, '')
    .replace(/[^\s<>"'(,;:=]+@[^\s<>"'),;]+/g, '[hidden]')
    .slice(0, 1000)
