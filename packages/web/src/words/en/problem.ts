/** A problem as far as the page shows it: `message` is English, and written for people. */
export interface SpokenProblem {
  readonly code: string
  readonly message: string
  readonly details?: unknown
}

/** What went wrong, in words. English is what its message says. */
export const problem = (given: SpokenProblem): string => given.message
