/** How long a loop may keep the thread before others have their turn. */
const sliceMs = 20

/** Work in steps: each `yield` is a place where others may have their turn, its return value the result. */
export type Steps<T> = Generator<void, T>
/** Cuts a long loop into slices: others run between them, and the loop ends once its caller has left. */
export interface Slices {
  /** A pause to be awaited, where one is due. It rejects with the reason of the signal. */
  next(): Promise<void> | undefined
}

/** Slices for one loop. */
export function createSlices(signal: AbortSignal): Slices {
  let until = performance.now() + sliceMs
  return {
    next() {
      if (performance.now() < until) return undefined
      return pause().then(() => {
        signal.throwIfAborted()
        until = performance.now() + sliceMs
      })
    },
  }
}

/** Does all the steps, with pauses. */
export async function inSlices<T>(steps: Steps<T>, slices: Slices): Promise<T> {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value
    const due = slices.next()
    if (due !== undefined) await due
  }
}

/** Items of which a step takes so many. */
const atOnce = 512

/** The items in order, as `toSorted` gives them: runs of some are sorted, then merged. */
export function* sortSteps<T>(items: readonly T[], compare: (a: T, b: T) => number): Steps<readonly T[]> {
  let runs: (readonly T[])[] = []
  for (let from = 0; from < items.length; from += atOnce) {
    runs.push(items.slice(from, from + atOnce).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* mergeSteps(runs[at] ?? [], runs[at + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

function* mergeSteps<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): Steps<readonly T[]> {
  const merged: T[] = []
  let [l, r] = [0, 0]
  while (l < left.length && r < right.length) {
    const takesRight = compare(left[l] as T, right[r] as T) > 0
    merged.push(takesRight ? (right[r++] as T) : (left[l++] as T))
    if (merged.length % atOnce === 0) yield
  }
  return merged.concat(left.slice(l), right.slice(r))
}

// A timer of no time comes after a millisecond at least, which is little beside a slice.
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
