import type { Steps } from '@tenure/core/slices'

/** Does all the steps at once. */
export function done<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
