import { expect, test } from 'vitest'
import type { Values } from '../schema/value.js'
import { accountAsker, systemAsker } from './asker.js'
import { createDirectory } from './directory.js'
import { keepSuperAdmin } from './keep-super-admin.js'

const admin: Values = { name: 'Root', active: true, superAdmin: true }
const issuesOf = (users: Readonly<Record<string, Values>>, ...batch: readonly [id: string, after: Values | undefined, type?: string][]) => {
  const directory = createDirectory(Object.entries(users).map(([id, values]) => ({ ref: { type: 'user', id }, version: '1', values })))
  return keepSuperAdmin(
    directory,
    batch.map(([id, after, type = 'user']) => ({ ref: { type, id }, after })),
  )
}
const last = [{ path: ['superAdmin'], message: 'This is the last super admin of the account. Make another user super admin first.' }]

test('[ACC-13] the last super admin can be neither deleted, demoted nor deactivated', () => {
  expect(issuesOf({ root: admin }, ['root', undefined])).toEqual(last)
  expect(issuesOf({ root: admin }, ['root', { ...admin, superAdmin: false }])).toEqual(last)
  expect(issuesOf({ root: admin }, ['root', { ...admin, active: false }])).toEqual(last)
  expect(issuesOf({ root: admin, eve: admin }, ['root', undefined], ['eve', undefined])).toEqual(last)
})

test('[ACC-13] one of several super admins may go, and so may the last where the same change makes another', () => {
  expect(issuesOf({ root: admin, eve: admin }, ['root', undefined])).toEqual([])
  expect(issuesOf({ root: admin }, ['eve', admin], ['root', undefined])).toEqual([])
  expect(issuesOf({ root: admin }, ['root', undefined], ['eve', admin])).toEqual([])
  expect(issuesOf({ root: admin }, ['root', { ...admin, name: 'Renamed' }])).toEqual([])
})

test('[ACC-13] an account without a super admin, and other records, are no matter of this rule', () => {
  expect(issuesOf({ anna: { name: 'Anna' } }, ['anna', undefined])).toEqual([])
  expect(issuesOf({ root: admin }, ['root', undefined, 'company'])).toEqual([])
  expect(issuesOf({ root: admin })).toEqual([])
})

test('[ACC-5] a super admin at work on the account has a seat there, and nobody else is given one', () => {
  const asker = (superAdmin: boolean, seat: boolean) => ({ ...systemAsker, principal: { ...systemAsker.principal, superAdmin, seat } })
  expect(accountAsker(asker(true, false))).toEqual(asker(true, true))
  for (const same of [asker(true, true), asker(false, false), asker(false, true)]) expect(accountAsker(same)).toBe(same)
})
