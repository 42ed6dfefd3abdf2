import type { ShownProblem } from './answers.js'

/** Whether a problem takes with it what was shown: it may not be seen any more, or is not there. */
export function forgetsValue({ code }: ShownProblem): boolean {
  return code.startsWith('access.') || code === 'record.not-found'
}
