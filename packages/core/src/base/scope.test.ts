import { createFakeClock } from '@tenure/testing'
import { Subscription } from 'rxjs'
import { expect, test } from 'vitest'
import { openScope, withLimit } from './scope.js'

const clock = createFakeClock(0)
const turn = async (): Promise<void> => {
  for (let step = 0; step < 20; step += 1) await Promise.resolve()
}

test('[SDK-4] 23 things end last in first out, each awaited before the next', async () => {
  const story: string[] = []
  const scope = openScope({ clock, limitMs: 1000 })
  const slow = (name: string) => async (): Promise<void> => {
    story.push(`${name} begins`)
    await turn()
    story.push(`${name} ends`)
  }
  scope.own(slow('a'))
  scope.own({ [Symbol.asyncDispose]: slow('b') })
  scope.own({ [Symbol.dispose]: () => void story.push('c') })
  scope.own(new Subscription(() => void story.push('d')))
  expect(await scope.close()).toEqual([])
  expect(story).toEqual(['d', 'c', 'b begins', 'b ends', 'a begins', 'a ends'])
})
test('[SDK-5] 23 one that throws, rejects or hangs does not stop the rest, and is reported', async () => {
  const story: string[] = []
  const scope = openScope({ clock, limitMs: 1000 })
  scope.own(() => void story.push('last'))
  scope.own(() => new Promise(() => undefined))
  scope.own(() => Promise.reject(new Error('rejects')))
  scope.own(() => {
    throw new Error('throws')
  })
  const closed = scope.close()
  await turn()
  await clock.advance({ ms: 1000 })
  expect((await closed).map((error) => (error as Error).message)).toEqual(['throws', 'rejects', 'It had not ended after 1000 ms.'])
  expect(story).toEqual(['last'])
})
test('[SDK-4] 23 closing twice is one closing', async () => {
  let ended = 0
  const scope = openScope({ clock, limitMs: 1000 })
  scope.own(() => {
    ended += 1
  })
  expect(scope.close()).toBe(scope.close())
  await scope.close()
  expect(ended).toBe(1)
})
test('[SDK-4] 25 a scope that has ended aborts its signal, releases what comes late and says so', async () => {
  const scope = openScope({ clock, limitMs: 1000 })
  await scope.close()
  let released = false
  const late = (): void => {
    released = true
  }
  expect(scope.signal.aborted).toBe(true)
  expect(() => scope.own(late)).toThrow('This scope has ended')
  expect(released).toBe(true)
})
test('[SDK-5] a limit leaves no timer behind, whichever way it ends', async () => {
  const before = clock.pending
  expect(await withLimit(() => 1, 1000, clock)).toBe(1)
  await expect(withLimit(() => Promise.reject(new Error('x')), 1000, clock)).rejects.toThrow('x')
  expect(clock.pending).toBe(before)
})
