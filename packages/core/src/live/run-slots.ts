/** Runs at most so many tasks at once; the others wait their turn. */
export interface RunSlots {
  run<T>(task: () => Promise<T>): Promise<T>
}

/** Slots for tasks, so a thousand views that start at once do not run a thousand queries at once. */
export function createRunSlots(count: number): RunSlots {
  const waiting: (() => void)[] = []
  let free = count
  return {
    async run<T>(task: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await task()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
