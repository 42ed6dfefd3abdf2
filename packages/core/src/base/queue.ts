/** Runs tasks one after the other, in the order of their asking. A task that fails does not stop the next. */
export interface Queue {
  /** How many tasks run or wait. */
  readonly size: number
  run<T>(task: () => Promise<T>): Promise<T>
  /** Settles when nothing is waiting. */
  idle(): Promise<void>
}
/** A queue that is empty. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  let size = 0
  const leave = (): void => {
    size -= 1
  }
  const run = <T>(task: () => Promise<T>): Promise<T> => {
    size += 1
    const next = last.then(task, task)
    last = next.then(leave, leave)
    return next
  }
  return {
    get size() {
      return size
    },
    run,
    idle: async () => {
      await last
    },
  }
}
