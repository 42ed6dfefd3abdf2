import { expect, test } from 'vitest'
import type { JobToRun } from '../job/job-to-run.js'
import { addDirty, type Followed, isDue, newFollowed, takeDirty } from './followed.js'

const jobOn = (occasion: string) => ({ job: { on: { occasion } } }) as unknown as JobToRun
const [enters, leaves, changes] = [jobOn('enters'), jobOn('leaves'), jobOn('changes')]
const ids = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `c${from + at}`)
/** A job that has looked at its whole segment once. */
const settled = (): Followed => {
  const followed = newFollowed('acme.x/do')
  takeDirty(followed, enters)
  return followed
}

test('a job of which nothing is known looks at all, and at nothing more after that', () => {
  const followed = newFollowed('acme.x/do')
  expect(followed).toEqual({
    ...{ job: 'acme.x/do', stored: 'null', read: 0, failures: 0, retryAt: 'unknown', dirty: 'all', wanted: false, turning: false },
    ...{ interest: undefined, place: undefined, timer: undefined, look: undefined, lag: undefined },
  })
  expect(takeDirty(followed, enters)).toEqual({})
  expect(takeDirty(followed, leaves)).toEqual({ ids: {} })
})

test('a job on a segment looks at each record that may have crossed, once', () => {
  const followed = settled()
  addDirty(followed, { type: 'deal', ids: ['d1', 'd2'] })
  addDirty(followed, { type: 'deal', ids: ['d2', 'd3'] })
  addDirty(followed, { type: 'company', ids: ['c1'] })
  expect(takeDirty(followed, leaves)).toEqual({ ids: { deal: ['d1', 'd2', 'd3'], company: ['c1'] } })
  expect(takeDirty(followed, leaves)).toEqual({ ids: {} })
})

test('a job on a segment looks at all where all may have crossed, and where more than a thousand have', () => {
  const followed = settled()
  addDirty(followed, { type: 'deal', ids: ['d1'] })
  addDirty(followed, 'all')
  addDirty(followed, { type: 'deal', ids: ['d2'] })
  expect(takeDirty(followed, enters)).toEqual({})
  addDirty(followed, { type: 'deal', ids: ids(1_000) })
  expect(takeDirty(followed, enters)).toEqual({ ids: { deal: ids(1_000) } })
  addDirty(followed, { type: 'deal', ids: ids(1_000) })
  addDirty(followed, { type: 'deal', ids: ids(1, 1_000) })
  expect(takeDirty(followed, enters)).toEqual({})
})

test('a job on changes looks at no segment, and keeps what it has noted', () => {
  const followed = newFollowed('acme.x/do')
  expect(takeDirty(followed, changes)).toEqual({ ids: {} })
  expect(followed.dirty).toBe('all')
})

test('records that failed are tried again at their time, and looked for where that is not known', () => {
  const at = (retryAt: Followed['retryAt']) => isDue({ ...newFollowed('acme.x/do'), retryAt }, 100)
  expect([at('unknown'), at(99), at(100)]).toEqual([{ again: true }, { again: true }, { again: true }])
  expect([at(101), at(undefined)]).toEqual([{}, {}])
})
