import { expect, test } from 'vitest'
import { systemPrincipal } from '../access/principal.js'
import { authorise, signedOut } from './authorise.js'

const session = { user: 'anna', workspace: 'main', timeZone: 'UTC', locale: 'en' }
const principal = { ...systemPrincipal, system: false, superAdmin: false, seat: true, permissions: new Set(['workspace.access']) }
const port = (found: object | undefined, viewing?: object) =>
  ({ directory: { find: () => found }, askers: { viewingOf: () => viewing } }) as never

test('[ACC-6] who is not there is signed out, whatever is asked for; who is there may do what needs no more', () => {
  const out = {
    code: 'access.signed-out',
    message: 'Nobody is signed in here, or the user is deactivated. Sign in again.',
    details: { user: 'anna' },
  }
  expect([authorise(port(undefined), session, 'signed-in'), signedOut('anna')]).toEqual([out, out])
  expect(authorise(port({ ...principal, seat: false, permissions: new Set() }), session, 'signed-in')).toBeUndefined()
})

test('[ACC-2] [ACC-3] a permission that is missing is named', () => {
  expect(authorise(port(principal), session, 'workspace.access')).toBeUndefined()
  expect(authorise(port(principal), session, 'settings.manage')).toMatchObject({
    code: 'access.denied',
    details: { missing: 'settings.manage' },
  })
})
