import { expect, test } from 'vitest'
import {
  corePermissions,
  corePermissionTitles,
  type ObjectPermission,
  objectPermissionsSchema,
  permissionFor,
  widest,
} from './permissions.js'

const right = (view: ObjectPermission['view'], edit = view, remove = view, more = {}): ObjectPermission => ({
  view,
  edit,
  delete: remove,
  ...more,
})

test('[ACC-7] [ACCESS-2] of two rights each action has the wider reach: all, team, own, none', () => {
  const reaches = ['none', 'own', 'team', 'all'] as const
  for (const [at, narrow] of reaches.entries())
    for (const wide of reaches.slice(at)) {
      const both = { ...right(wide), unassigned: false }
      expect([widest(right(narrow), right(wide)), widest(right(wide), right(narrow))]).toEqual([both, both])
    }
  expect(widest(right('own', 'none', 'all'), right('none', 'team', 'own'))).toEqual({ ...right('own', 'team', 'all'), unassigned: false })
})

test('[ACC-7] [ACCESS-4] records that nobody owns are let in by one of two rights, and one right alone is as it is', () => {
  const open = right('own', 'own', 'own', { unassigned: true })
  expect([widest(open, right('own'))?.unassigned, widest(right('own'), open)?.unassigned]).toEqual([true, true])
  expect([widest(undefined, open), widest(open, undefined), widest(undefined, undefined)]).toEqual([open, open, undefined])
})

test('[ACC-7] [ACCESS-2] the own line of a type takes the place of the star in each grant', () => {
  const grants = [{ company: right('own'), '*': right('all') }, { '*': right('team') }]
  expect(permissionFor(grants, 'company')).toEqual({ ...right('team'), unassigned: false })
  expect(permissionFor(grants, 'deal')).toEqual({ ...right('all'), unassigned: false })
  expect([permissionFor([], 'deal'), permissionFor([{ company: right('all') }], 'deal')]).toEqual([undefined, undefined])
})

test('[ACC-1] [ACC-7] rights are read whole or not at all, and the permissions of the core have names for people', () => {
  const reads = (value: unknown) => objectPermissionsSchema.safeParse(value).success
  expect(reads({ '*': right('all'), company: right('team', 'own', 'none', { unassigned: true }) })).toBe(true)
  for (const wrong of [
    { a: { view: 'all', edit: 'all' } },
    { a: right('most' as never) },
    { a: right('all', 'all', 'all', { unassigned: 1 }) },
  ])
    expect([wrong, reads(wrong)]).toEqual([wrong, false])
  expect(corePermissions.map((name) => corePermissionTitles[name])).toEqual(['Use the workspace', 'Manage Customer Success Settings'])
})
