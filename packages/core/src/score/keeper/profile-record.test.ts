import { expect, test } from 'vitest'
import { aGroup, aNumber, aProfile } from '../engine/test-profile.js'
import { profileVersion, toProfile } from './profile-record.js'

const definition = aProfile([aGroup('g', 100, [aNumber('n', 'a', [1])])])
const json = definition as never

test('[HS-1] a profile is what its record says, and one that says little is a draft', () => {
  expect(toProfile('p', { definition: json })).toEqual({
    ...{ id: 'p', version: expect.any(String), definition, isMain: false, state: 'draft', createdAt: 0, updatedAt: 0 },
  })
  const values = { definition: json, state: 'active', main: true, createdAt: 1, updatedAt: 2, activatedAt: 3, pending: { alerts: true } }
  expect(toProfile('p', values)).toEqual({
    ...{ id: 'p', version: profileVersion(values), definition, isMain: true, state: 'active', createdAt: 1, updatedAt: 2, activatedAt: 3 },
    pending: { alerts: true },
  })
})

test('[HS-10] a profile that was changed raises alerts only where that was asked for', () => {
  const pending = (value: unknown) => toProfile('p', { definition: json, pending: value as never })?.pending
  expect([pending(null), pending({}), pending({ alerts: false }), pending({ alerts: 'yes' }), pending({ alerts: true })]).toEqual([
    ...[undefined, { alerts: false }, { alerts: false }, { alerts: false }, { alerts: true }],
  ])
})

test('a profile that cannot be read is none', () => {
  expect([toProfile('p', {}), toProfile('p', { definition: { name: 'x' } })]).toEqual([undefined, undefined])
  expect(toProfile('p', { definition: json, activatedAt: null })).not.toHaveProperty('activatedAt')
})

test('the version of a profile is another one with what people see of it, and with nothing else', () => {
  const version = (more: object) => profileVersion({ definition: json, ...more })
  const draft = version({})
  expect([
    version({ state: 'draft' }),
    version({ main: false }),
    version({ main: null }),
    version({ pending: { alerts: true }, updatedAt: 7 }),
  ]).toEqual([...[draft, draft, draft, draft]])
  const others = [
    version({ state: 'active' }),
    version({ main: true }),
    profileVersion({ definition: { ...definition, name: 'Other' } as never }),
  ]
  expect(new Set([draft, ...others]).size).toBe(4)
})
