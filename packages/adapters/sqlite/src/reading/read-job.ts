import type { SqlRow, SqlValue } from '@tenure/sql'

/** A statement that only reads, with what it binds. */
export interface ReadStatement {
  readonly sql: string
  readonly values: readonly SqlValue[]
  /** It is left out where the statement before it gave fewer rows than this. */
  readonly unlessFewer?: number
  /** The statement has a fuse; where it burns, this one gives the rows in its place. */
  readonly orElse?: ReadStatement
}
/** A read of one state of the store: statements whose rows come at once, then perhaps one whose rows come in parts. */
export interface ReadJob {
  readonly statements: readonly ReadStatement[]
  readonly parts?: ReadStatement
}
/** What a reader process is asked: to begin a job, or for the next part of it. */
export type ReaderRequest = { readonly job: ReadJob } | { readonly next: true }
/** Its answer to each: the rows of every statement, one part (an empty one is the end), or what SQLite said. */
export type ReaderReply =
  | { readonly results: readonly (readonly SqlRow[])[] }
  | { readonly part: readonly SqlRow[] }
  | { readonly failed: { readonly message: string; readonly code: string } }

/** Rows of one part. */
export const partSize = 500
