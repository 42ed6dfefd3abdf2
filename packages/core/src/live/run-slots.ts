/** Runs at most so many tasks at once; the others wait their turn. */
export interface RunSlots {
  run<T>(task: () => Promise<T>): Promise<T>
}

/**
 * Slots for tasks, so a thousand views that start at once do not run a thousand queries at once. A task that takes long lends its slot to the
 * next one: it waits for something else than this thread. `wait` calls back after the time that is long; without it none is lent.
 */
export function createRunSlots(count: number, wait?: (lend: () => void) => Disposable): RunSlots {
  const waiting: (() => void)[] = []
  let free = count
  const release = (): void => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return {
    async run<T>(task: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      let held = true
      const giveBack = (): void => {
        if (held) release()
        held = false
      }
      const lending = wait?.(giveBack)
      try {
        return await task()
      } finally {
        lending?.[Symbol.dispose]()
        giveBack()
      }
    },
  }
}
