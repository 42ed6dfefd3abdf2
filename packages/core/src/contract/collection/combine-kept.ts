import { Observable, Subscription } from 'rxjs'

/** How the streams of a changing list are kept. */
export interface KeptStreams<T, R> {
  /** An item with the same key keeps its stream, also at another place. */
  readonly keyOf: (item: T) => string
  readonly watch: (item: T) => Observable<R>
}
interface Stream<R> {
  readonly listening: Subscription
  readonly last?: R
}

/** The latest values of a stream for each item of a list, in its order, once each has one. A stream goes on while its item is in the list. */
export function combineKept<T, R>(items: Observable<readonly T[]>, { keyOf, watch }: KeptStreams<T, R>): Observable<readonly [T, R][]> {
  return new Observable((subscriber) => {
    const streams = new Map<string, Stream<R>>()
    let current: readonly T[] = []
    let isBusy = false
    const send = (): void => {
      if (isBusy) return
      const pairs = current.flatMap((item): [T, R][] => {
        const stream = streams.get(keyOf(item))
        return stream !== undefined && 'last' in stream ? [[item, stream.last as R]] : []
      })
      if (pairs.length === current.length) subscriber.next(pairs)
    }
    const open = (item: T, key: string): void => {
      const listening = new Subscription()
      streams.set(key, { listening })
      listening.add(
        watch(item).subscribe({
          next: (last) => {
            streams.set(key, { listening, last })
            send()
          },
          error: (error: unknown) => subscriber.error(error),
        }),
      )
    }
    const outer = items.subscribe({
      next: (next) => {
        isBusy = true
        current = next
        const keys = new Set(next.map(keyOf))
        for (const item of next) if (!streams.has(keyOf(item))) open(item, keyOf(item))
        for (const [key, { listening }] of [...streams]) {
          if (keys.has(key)) continue
          streams.delete(key)
          listening.unsubscribe()
        }
        isBusy = false
        send()
      },
      error: (error: unknown) => subscriber.error(error),
    })
    return () => {
      outer.unsubscribe()
      for (const { listening } of streams.values()) listening.unsubscribe()
    }
  })
}
