import type { Host } from '@tenure/core'
import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { ImportJob, ImportUndo } from './import-job.js'
import { followUndo } from './import-undo.js'

const begun: ImportUndo = { run: 'u1', user: 'ada', state: 'running', done: 0, kept: 0, left: 0, failed: 0 }

/** An undo that is followed: what was asked, and what its job notes. */
function follow(undo?: ImportUndo) {
  const frames = new Subject<unknown>()
  const asked: unknown[] = []
  const noted: ImportUndo[] = []
  const as = (user: string) => ({
    watch: (contract: { readonly id: string }, input: unknown) => {
      asked.push([user, contract.id, input])
      return frames
    },
  })
  const job = { state: { undo }, noteUndo: async (each: ImportUndo) => void noted.push(each) }
  const subscription = followUndo({ as } as unknown as Host, job as unknown as ImportJob, begun)
  const tell = (value: object) => frames.next({ state: 'live', asOf: 1, value: { created: 9, ...begun, user: 'system', ...value } })
  return { frames, asked, noted, subscription, tell }
}

test('[SDK-16] an undo is followed with the rights of its user, to its end and no further', () => {
  const { frames, asked, noted, subscription, tell } = follow()
  tell({ done: 1, total: 5 })
  tell({ done: 3, kept: 1, left: 2, failed: 1 })
  tell({ state: 'done', done: 5, total: 5 })
  expect(asked).toEqual([['ada', expect.stringContaining('run'), { run: 'u1' }]])
  expect(noted).toStrictEqual([
    { ...begun, done: 1, total: 5 },
    { ...begun, done: 3, kept: 1, left: 2, failed: 1 },
    { ...begun, state: 'done', done: 5, total: 5 },
  ])
  expect([frames.observed, subscription.closed]).toEqual([false, true])
})

test('[SDK-16] an undo that its user may no longer see counts as failed, as far as it was seen', () => {
  const known = { ...begun, done: 4 }
  for (const undo of [known, undefined]) {
    const { frames, noted } = follow(undo)
    frames.error(new Error('denied'))
    expect(noted).toStrictEqual([{ ...(undo ?? begun), state: 'failed' }])
  }
})
