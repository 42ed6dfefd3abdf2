import type { ShownProblem } from './answers.js'

/** Whether a problem also removes what was shown: the user may no longer see it, or it does not exist. */
export function forgetsValue({ code }: ShownProblem): boolean {
  return code.startsWith('access.') || code === 'record.not-found'
}
