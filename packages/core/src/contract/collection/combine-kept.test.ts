import { BehaviorSubject, Observable, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { combineKept } from './combine-kept.js'

test('[VIEW-2] a stream goes on while its item is in the list, and the latest values follow the order of the list', () => {
  const events: string[] = []
  const numbers = new Map([...'abc'].map((key) => [key, new BehaviorSubject(0)]))
  const watch = (key: string) =>
    new Observable<number>((subscriber) => {
      events.push(`+${key}`)
      const listening = numbers.get(key)?.subscribe(subscriber)
      return () => {
        events.push(`-${key}`)
        listening?.unsubscribe()
      }
    })
  const items = new Subject<readonly string[]>()
  const seen: string[] = []
  const watching = combineKept(items, { keyOf: (key) => key, watch }).subscribe((pairs) =>
    seen.push(pairs.map(([key, value]) => `${key}${value}`).join()),
  )
  items.next(['a', 'b'])
  numbers.get('b')?.next(1)
  items.next(['c', 'b'])
  expect([events, seen]).toEqual([
    ['+a', '+b', '+c', '-a'],
    ['a0,b0', 'a0,b1', 'c0,b1'],
  ])
  items.next([])
  watching.unsubscribe()
  expect([events.slice(4), seen.at(-1)]).toEqual([['-b', '-c'], ''])
})

test('an item without a value yet holds the list back, and a failure ends all streams', () => {
  const [slow, failing] = [new Subject<number>(), new Subject<number>()]
  const seen: unknown[] = []
  combineKept(new BehaviorSubject(['slow', 'failing']), {
    keyOf: (key) => key,
    watch: (key) => (key === 'slow' ? slow : failing),
  }).subscribe({
    next: (pairs) => seen.push(pairs),
    error: (error: unknown) => seen.push(error),
  })
  failing.next(1)
  expect(seen).toEqual([])
  failing.error('broken')
  expect([seen, slow.observed, failing.observed]).toEqual([['broken'], false, false])
})
