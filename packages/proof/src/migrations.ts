import type { EntryKind } from './entries.ts'

type Fields = Record<string, unknown>

/**
 * One change of a stored shape. Old proofs live for years: a change is never made by editing a shape alone, it gets a
 * migration with a name, the version it leads to, and a test of it. `up` must be pure and must not change its argument.
 */
export type Migration = { kind: EntryKind; version: number; name: string; up: (entry: Fields) => Fields }

/** All migrations there have been, oldest first. Every shape is still at version 1. */
export const MIGRATIONS: readonly Migration[] = []

/** The version this code writes for a kind. */
export const currentVersion = (kind: string, migrations = MIGRATIONS): number =>
  migrations.reduce((newest, m) => (m.kind === kind ? Math.max(newest, m.version) : newest), 1)

export type Migrated = { ok: true; entry: Fields } | { ok: false }

/** Brings a stored entry to the current version of its kind; not ok when it is of a version this code does not know. */
export function migrate(stored: Fields, migrations = MIGRATIONS): Migrated {
  const { kind, v } = stored
  if (typeof kind !== 'string' || typeof v !== 'number') return { ok: false }
  if (!Number.isInteger(v) || v < 1 || v > currentVersion(kind, migrations)) return { ok: false }
  let entry = stored
  for (const migration of migrations) {
    if (migration.kind === kind && migration.version > v) entry = { ...migration.up(entry), v: migration.version }
  }
  return { ok: true, entry }
}
