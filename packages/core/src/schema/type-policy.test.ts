import { expect, test } from 'vitest'
import { coreFor, coreOnly, managedBy, personalTo, privateTo, sharedBy } from './type-policy.js'

test('[ACC-9] each way of keeping records says who writes them, who owns them, and what others read', () => {
  expect([coreOnly, coreFor('user', 'name', 'at'), personalTo('user', 'name'), privateTo('owner')]).toEqual([
    { by: 'core' },
    { by: 'core', owner: 'user', open: ['name', 'at'] },
    { by: 'core', owner: 'user', open: ['name'], personal: true },
    { by: 'shared', owner: 'owner' },
  ])
  expect([managedBy('superAdmin'), managedBy('settings.manage', 'name')]).toEqual([
    { by: 'managed', permission: 'superAdmin', open: [] },
    { by: 'managed', permission: 'settings.manage', open: ['name'] },
  ])
})

test('[VIEW-2] what a user may share names its audience and its workspace, its teams where there are some, and whether all may write it', () => {
  const names = { owner: 'by', audience: 'seenBy', workspace: 'place' }
  const audience = { property: 'seenBy', workspace: 'place' }
  expect(sharedBy(names)).toEqual({ by: 'shared', owner: 'by', audience })
  expect(sharedBy({ ...names, teams: 'crews', open: true })).toEqual({
    by: 'shared',
    owner: 'by',
    audience: { ...audience, teams: 'crews', open: true },
  })
})

test('a policy cannot be changed', () => {
  const all = [
    coreOnly,
    coreFor('a'),
    personalTo('a'),
    managedBy('superAdmin'),
    privateTo('a'),
    sharedBy({ owner: 'a', audience: 'b', workspace: 'c' }),
  ]
  expect(all.every((policy) => Object.isFrozen(policy))).toBe(true)
})
