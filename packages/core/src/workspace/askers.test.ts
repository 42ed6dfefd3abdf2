import { expect, test } from 'vitest'
import type { Roles } from '../access/asker.js'
import { type Principal, systemPrincipal } from '../access/principal.js'
import { createAskers } from './askers.js'

const person = (user: string) => ({ user }) as unknown as Principal
function open() {
  const people = new Map(['anna', 'ben'].map((user) => [user, person(user)]))
  const workspaces = new Map<string, string>()
  const roles = new Map<string, Roles>([
    ['main', new Map()],
    ['west', new Map()],
  ])
  const askers = createAskers({
    directory: { find: (user) => people.get(user) },
    workspaces: { of: ({ user }) => workspaces.get(user) ?? 'main' },
    rolesIn: (workspace) => roles.get(workspace) ?? new Map(),
  })
  return { people, workspaces, roles, askers }
}
const nobody = new Set<string>()

test('[ACC-10] a user has one asker until rights, workspace or roles change; then another', () => {
  const { people, workspaces, roles, askers } = open()
  const [first, ben] = [askers.get('anna'), askers.get('ben')]
  expect(askers.get('anna')).toBe(first)
  const steps = [() => people.set('anna', person('anna')), () => workspaces.set('anna', 'west'), () => roles.set('west', new Map())]
  const seen = new Set([first])
  for (const step of steps) {
    step()
    const now = askers.get('anna')
    expect([seen.has(now), askers.get('anna')]).toEqual([false, now])
    expect(askers.current(first)).toBe(now)
    seen.add(now)
  }
  expect(askers.get('ben')).toBe(ben)
})

test('[ACC-10] renewing names the users who have another asker, a first one, or none any more', () => {
  const { people, askers } = open()
  askers.get('anna')
  expect(askers.renew(nobody)).toEqual(nobody)
  people.set('anna', person('anna'))
  people.set('carl', person('carl'))
  expect(askers.renew(new Set(['carl', 'nobody']))).toEqual(new Set(['carl', 'anna']))
  expect(askers.renew(nobody)).toEqual(nobody)
  people.delete('anna')
  expect(askers.renew(nobody)).toEqual(new Set(['anna']))
  expect(askers.renew(nobody)).toEqual(nobody)
  expect(() => askers.get('anna')).toThrow('Nobody is signed in here')
})

test('the asker of the core itself stays as it is', () => {
  const { askers } = open()
  const system = { principal: systemPrincipal, workspace: 'main', roles: new Map() }
  expect(askers.current(system)).toBe(system)
})
