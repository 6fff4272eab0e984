export type DatabaseErrorCode =
  | 'data_dir_in_use'
  | 'data_dir_unreachable'
  | 'database_version'
  | 'database_roles'
  | 'database_unreachable'
  | 'postgres_missing'
  | 'postgres_failed'

/** A database that could not be opened: a stable code, and a sentence for whoever runs Proofroom. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode

  constructor(code: DatabaseErrorCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'DatabaseError'
    this.code = code
  }
}

/** What the supervisor writes to; a pino logger fits. */
export interface Log {
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}
