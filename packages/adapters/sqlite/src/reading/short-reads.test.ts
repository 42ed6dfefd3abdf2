import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Fuse } from './fuse.js'
import { ShortReads } from './short-reads.js'

test('[SEC-17] reads that burn their fuse one after another hold one turn no longer than one of them', async () => {
  const given: number[] = []
  const fuse = {
    run(ms: number) {
      given.push(ms)
      return undefined
    },
  } as unknown as Fuse
  const short = new ShortReads(fuse, 10)
  const attempt = (key: string) => ({ of: {}, key: () => key, isShort: false, plain: () => 1, fused: () => 1 })
  for (const key of ['calls', 'emails', 'meetings', 'notes']) expect(short.try(attempt(key))).toBeUndefined()
  await nextTurn()
  short.try(attempt('tasks'))
  expect(given).toEqual([10, 1, 1, 1, 10])
})
