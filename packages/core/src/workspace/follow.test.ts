import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { WorkspaceChange } from './change.js'
import { concernsTypes, follow } from './follow.js'

test('[WSP-9] an answer is given at once, and again only after changes that concern it and make it another', () => {
  const changes = new Subject<WorkspaceChange>()
  let now: unknown = { a: [1] }
  const seen: unknown[] = []
  const subscription = follow(
    changes,
    (change) => 'workspace' in change,
    () => now,
  ).subscribe((answer) => seen.push(answer))
  const next = (answer: unknown, change: WorkspaceChange) => {
    now = answer
    changes.next(change)
  }
  next({ a: [2] }, { profiles: true })
  next({ a: [1] }, { workspace: 'w' })
  next({ a: [3] }, { workspace: 'w' })
  subscription.unsubscribe()
  next({ a: [4] }, { workspace: 'w' })
  expect(seen).toEqual([{ a: [1] }, { a: [3] }])
})

test('[ACC-10] types and the user concern what the user sees of types; other users do not', () => {
  expect(concernsTypes({ types: new Set() }, 'anna')).toBe(true)
  expect(concernsTypes({ users: new Set(['ben', 'anna']) }, 'anna')).toBe(true)
  expect(concernsTypes({ users: new Set(['ben']) }, 'anna')).toBe(false)
  expect(concernsTypes({ workspace: 'w' }, 'anna')).toBe(false)
})
