import { expect, test } from 'vitest'
import { toSession } from './session.js'

const asker = (more: object = {}) =>
  ({ principal: { user: 'anna', timeZone: 'Europe/Berlin', locale: 'de' }, workspace: 'main', ...more }) as never

test('[PLUGIN-13] a session is the same value for the same rights, so that what is shared for it stays shared; with a token it is another', () => {
  const anna = asker()
  const session = toSession(anna)
  expect(session).toEqual({ user: 'anna', workspace: 'main', timeZone: 'Europe/Berlin', locale: 'de' })
  const ofToken = toSession(anna, 'api')
  expect(ofToken).toEqual({ ...session, source: 'api' })
  expect([toSession(anna) === session, toSession(anna, 'api') === ofToken, toSession(asker()) === session]).toEqual([true, true, false])
  expect([Object.isFrozen(session), 'source' in session]).toEqual([true, false])
})
