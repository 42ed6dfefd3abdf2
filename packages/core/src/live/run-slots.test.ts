import { expect, test } from 'vitest'
import { createRunSlots } from './run-slots.js'

function task() {
  let settle: { resolve(value: string): void; reject(error: Error): void } | undefined
  const promise = new Promise<string>((resolve, reject) => {
    settle = { resolve, reject }
  })
  return { promise, resolve: (value: string) => settle?.resolve(value), reject: (error: Error) => settle?.reject(error) }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('so many run at once, the others in the order in which they came, and one that fails gives its slot on', async () => {
  const slots = createRunSlots(2)
  const tasks = Array.from({ length: 5 }, task)
  const begun: number[] = []
  const results = tasks.map(({ promise }, place) =>
    slots
      .run(() => {
        begun.push(place)
        return promise
      })
      .catch((error: Error) => error.message),
  )
  await turn()
  expect(begun).toEqual([0, 1])
  tasks[1]?.reject(new Error('failed'))
  await turn()
  expect(begun).toEqual([0, 1, 2])
  tasks[0]?.resolve('done')
  tasks[2]?.resolve('done')
  await turn()
  expect(begun).toEqual([0, 1, 2, 3, 4])
  for (const { resolve } of tasks) resolve('done')
  expect(await Promise.all(results)).toEqual(['done', 'failed', 'done', 'done', 'done'])
  const later = [slots.run(() => Promise.resolve('x')), slots.run(() => Promise.resolve('y')), slots.run(() => Promise.resolve('z'))]
  expect(await Promise.all(later)).toEqual(['x', 'y', 'z'])
})
