import { expect, test } from 'vitest'
import { createSaveQueue } from './save-queue.js'

interface Values {
  readonly name?: string
  readonly permissions?: readonly string[]
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 0))
/** A store that answers each save on demand, and refuses one on another version than its own. */
function start() {
  const sent: { readonly version: string; readonly values: Values; readonly answer: () => void }[] = []
  let version = 'v0'
  let changes = 0
  const send = (on: string, values: Values) =>
    new Promise<string | undefined>((resolve) => {
      const answer = (): void => {
        const isCurrent = on === version
        if (isCurrent) version = `v${sent.length}`
        resolve(isCurrent ? version : undefined)
      }
      sent.push({ version: on, values, answer })
    })
  const queue = createSaveQueue<Values>('v0', send, () => {
    changes += 1
  })
  const answer = async (): Promise<void> => {
    await soon()
    sent.at(-1)?.answer()
    await soon()
  }
  const elsewhere = (next: string): void => {
    version = next
    queue.seen(next)
  }
  return { queue, sent, answer, elsewhere, changes: () => changes }
}

test('[ACC-13] quick changes are saved one after the other, each on the version that the one before left', async () => {
  const { queue, sent, answer } = start()
  const both = [queue.save({ name: 'A' }), queue.save({ permissions: ['p'] })]
  await soon()
  expect(sent.map(({ version }) => version)).toEqual(['v0'])
  await answer()
  expect(sent.map(({ version, values }) => [version, values])).toEqual([
    ['v0', { name: 'A' }],
    ['v1', { permissions: ['p'] }],
  ])
  await answer()
  await Promise.all(both)
})

test('[ACC-13] a change that follows before the one before has come back builds on it', async () => {
  const { queue, sent, answer } = start()
  void queue.save({ permissions: ['a'] })
  void queue.save({ permissions: [...(queue.pending.permissions ?? []), 'b'] })
  await answer()
  await answer()
  expect(sent.at(-1)).toMatchObject({ version: 'v1', values: { permissions: ['a', 'b'] } })
  queue.seen('v1')
  expect(queue.pending).toEqual({ permissions: ['a', 'b'] })
  queue.seen('v2')
  expect(queue.pending).toEqual({})
})

test('[ACC-13] an own version that comes back late does not count; a version of somebody else does', async () => {
  const { queue, sent, answer, elsewhere } = start()
  void queue.save({ name: 'A' })
  await answer()
  void queue.save({ name: 'B' })
  await answer()
  queue.seen('v1')
  elsewhere('w')
  void queue.save({ name: 'C' })
  await answer()
  expect(sent.map(({ version }) => version)).toEqual(['v0', 'v1', 'w'])
})

test('[ACC-13] what is refused is shown as it is, and the next change is saved on what is there', async () => {
  const { queue, sent, answer, elsewhere } = start()
  void queue.save({ name: 'A' })
  await soon()
  elsewhere('w')
  await answer()
  expect(queue.pending).toEqual({})
  const next = queue.save({ name: 'B' })
  await answer()
  await next
  expect(sent.map(({ version }) => version)).toEqual(['v0', 'w'])
})
