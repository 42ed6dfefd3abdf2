import { Subject } from 'rxjs'
import { expect, test, vi } from 'vitest'
import { askAgain } from './ask-again.js'

/** Questions that wait until the test answers them. */
function start<T>() {
  const signs = new Subject<void>()
  const waiting: { readonly answer: (value: T) => void; readonly fail: (error: unknown) => void }[] = []
  let asked = 0
  const read = (): Promise<T> =>
    new Promise((answer, fail) => {
      asked += 1
      waiting.push({ answer, fail })
    })
  const seen: unknown[] = []
  const subscription = askAgain(signs, read).subscribe({
    next: (value) => seen.push(value),
    error: (error: unknown) => seen.push(['error', error]),
    complete: () => seen.push('complete'),
  })
  const next = async () => vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
  const answer = async (value: T) => {
    await next()
    waiting.shift()?.answer(value)
  }
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  }
  return { signs, waiting, seen, subscription, answer, settle, next, asked: () => asked }
}

test('[ACC-13] what is read is given at once and after each sign, the same answer once', async () => {
  const { signs, seen, answer, settle, asked } = start<{ readonly of: number }>()
  await answer({ of: 1 })
  await settle()
  signs.next()
  await answer({ of: 1 })
  await settle()
  signs.next()
  await answer({ of: 2 })
  await settle()
  expect(seen).toEqual([{ of: 1 }, { of: 2 }])
  expect(asked()).toBe(3)
})

test('[ACC-13] signs that come while it is being read are asked about once', async () => {
  const { signs, seen, answer, settle, asked } = start<number>()
  for (let sign = 0; sign < 3; sign++) signs.next()
  expect(asked()).toBe(1)
  await answer(1)
  await settle()
  expect(asked()).toBe(2)
  await answer(2)
  await settle()
  expect([asked(), seen]).toEqual([2, [1, 2]])
  signs.next()
  expect(asked()).toBe(3)
})

test('[ACC-13] a failure is passed on, and nothing more is asked', async () => {
  const { signs, seen, waiting, settle, asked, next } = start<number>()
  await next()
  waiting.shift()?.fail('broken')
  await settle()
  signs.next()
  await settle()
  expect([seen, asked()]).toEqual([[['error', 'broken']], 1])
})

test('[ACC-13] who leaves is asked for no more, and the end of the signs is the end', async () => {
  const left = start<number>()
  left.signs.next()
  left.subscription.unsubscribe()
  await left.answer(1)
  await left.settle()
  expect([left.asked(), left.seen, left.signs.observed]).toEqual([1, [], false])
  const ended = start<number>()
  await ended.answer(1)
  await ended.settle()
  ended.signs.complete()
  expect(ended.seen).toEqual([1, 'complete'])
})
