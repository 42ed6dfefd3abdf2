import { smallDetails, smallMessage } from './small-problem.js'

/** Details that each error code carries. The list is closed; a package adds its own codes by declaration merging. */
export interface ErrorDetails {
  'input.invalid': { readonly issues: readonly Issue[] }
  'input.too-large': { readonly limit: string; readonly max: number }
  'input.mixed-currency': { readonly currencies: readonly string[] }
  'access.signed-out': { readonly user: string }
  'access.denied': { readonly missing: string }
  /** What the account's edition lacks, and the first edition that has it. */
  'edition.missing': { readonly capability: string; readonly edition?: string }
  /** More than the account's edition allows, and the first edition that allows it. */
  'edition.limit': { readonly limit: string; readonly max: number; readonly edition?: string }
  'record.not-found': { readonly record: { readonly type: string; readonly id: string } }
  'record.conflict': {
    readonly record: { readonly type: string; readonly id: string }
    readonly newer: Readonly<Record<string, unknown>>
    readonly version: string
  }
  'record.taken': { readonly property: string }
  'storage.failed': { readonly transient: boolean }
  /** It may have been written or not: look before you try again. */
  'storage.unknown': { readonly store: string }
  /** The feed no longer goes back to that cursor: read everything again, then follow from the head. */
  'storage.pruned': { readonly store: string }
  'storage.refused': { readonly capability: string }
  'storage.locked': { readonly by: string }
  'storage.closed': { readonly store: string }
  'plugin.broken': { readonly plugin: string; readonly contribution: string }
  'plugin.unavailable': { readonly plugin: string; readonly because: string }
  'config.invalid': { readonly plugin: string; readonly path: readonly (string | number)[] }
  'config.missing': { readonly setting: string }
  'internal.invariant': { readonly invariant: string }
}
/** One thing that is wrong with an input: where, and what was expected. */
export interface Issue {
  readonly path: readonly (string | number)[]
  readonly message: string
}
/** One of the closed list. */
export type ErrorCode = keyof ErrorDetails

/** What went wrong, as data: it crosses processes, so match `code`, never the class. */
export type Problem = {
  readonly [C in ErrorCode]: { readonly code: C; readonly message: string; readonly details: ErrorDetails[C] }
}[ErrorCode]

/** The one error class; outcomes and the wire carry its `problem`, which is small whatever caused it. */
export class TenureError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'TenureError'
  readonly code: C
  readonly problem: Problem

  constructor(code: C, message: string, details: ErrorDetails[C], options?: { readonly cause?: unknown }) {
    super(smallMessage(message, details), options)
    this.code = code
    this.problem = { code, message: this.message, details: smallDetails(details) } as Problem
  }
}

/** Whether it is a `TenureError`, of this copy of the package or of another. */
export function isTenureError(error: unknown): error is TenureError {
  return error instanceof Error && error.name === 'TenureError' && 'problem' in error
}

/** The problem of whatever was thrown; what is no `TenureError` becomes the fallback, and keeps no text of its own. */
export function toProblem(error: unknown, fallback: Problem): Problem {
  return isTenureError(error) ? error.problem : fallback
}
