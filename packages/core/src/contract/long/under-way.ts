/**
 * Whether an answer is still worked out: it has `progress`, the share of the work that is done, from 0 to 1. A read waits for the answer without it; a
 * stream that nobody watches any more ends at once, and its work with it.
 */
export function isUnderWay(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'progress' in answer && typeof answer.progress === 'number'
}
