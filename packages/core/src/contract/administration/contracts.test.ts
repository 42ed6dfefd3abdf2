import { expect, test } from 'vitest'
import * as administration from '../../index.administration.js'
import * as page from '../../index.page.js'

interface Shown {
  readonly kind: string
  readonly id: string
  readonly title?: string
  readonly description?: string
  readonly permission?: string
  readonly destructive?: boolean
}
const isContract = (value: unknown): value is Shown =>
  typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'provider' || value.kind === 'action')
const exported: readonly unknown[] = Object.values({ ...page, ...administration })
const contracts = exported.filter(isContract)

test('each contract of the core says what it does, and what right it takes', () => {
  expect(contracts.length).toBeGreaterThan(60)
  const isSentence = (text: string | undefined) => text !== undefined && /^[A-Z].{15,}[.]$/s.test(text)
  expect(contracts.filter(({ description }) => !isSentence(description)).map(({ id }) => id)).toEqual([])
  expect(contracts.filter(({ title }) => !title).map(({ id }) => id)).toEqual([])
  expect(contracts.filter(({ permission }) => permission === undefined).map(({ id }) => id)).toEqual([])
  const ids = contracts.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test('[ACC-13] what changes people, rights and the audit takes a super admin', () => {
  const rightOf = (id: string) => contracts.find((each) => each.id === id)?.permission
  const wanted = [
    ...['people', 'person', 'teams', 'permission-sets', 'rights-offers', 'explain-access', 'hand-over-plan', 'audit', 'audit-counts'],
    ...['add-person', 'save-person', 'save-team', 'remove-team', 'save-permission-set', 'remove-permission-set', 'end-sessions'],
    ...['hand-over', 'export-audit', 'audit-change'],
  ]
  expect(wanted.map((name) => [name, rightOf(`tenure.core/${name}`)])).toEqual(wanted.map((name) => [name, 'superAdmin']))
})

test('what archives, deletes, merges or changes in bulk says so, and a person is asked first', () => {
  const destructive = contracts.filter((each) => each.destructive).map(({ id }) => id)
  const core = ['bulk', 'delete-view', 'delete-workspace', 'erase', 'remove-permission-set', 'remove-team'].map(
    (name) => `tenure.core/${name}`,
  )
  expect(destructive.sort()).toEqual([...core, 'tenure.record/archive', 'tenure.record/merge'])
})
