/** Runs tasks one after the other, in the order of their asking. A task that fails does not stop the next. */
export interface Queue {
  run<T>(task: () => Promise<T>): Promise<T>
  /** Settles when nothing is waiting. */
  idle(): Promise<void>
}
/** A queue that is empty. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  const run = <T>(task: () => Promise<T>): Promise<T> => {
    const next = last.then(task, task)
    last = next.catch(() => undefined)
    return next
  }
  return {
    run,
    idle: async () => {
      await last
    },
  }
}
