import type { Outcome } from '@tenure/core/contract'
import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost } from '../fixtures/in-memory-host.js'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { defaultLimits } from '../limits.js'
import { Authenticator } from './authenticator.js'
import type { Claimed, Identity } from './identity.js'
import { Sessions } from './sessions.js'

const problem = (message: string) => ({ code: 'access.signed-out', message, details: { user: 'anna' } })

/** An authenticator whose tokens are the names of users, or what a test lets them prove. */
function start(proofs: Readonly<Record<string, Identity | Claimed>> = {}) {
  const host = new InMemoryHost()
  const timing = new ManualTiming(0)
  const warned: unknown[] = []
  const log = { info: () => {}, warn: (...line: unknown[]) => void warned.push(line) }
  const sessions = new Sessions({ host, limits: defaultLimits, timing, log })
  onTestFinished(() => sessions[Symbol.dispose]())
  const verify = async (token: string) => (token === 'bad' ? undefined : (proofs[token] ?? { user: token }))
  const authenticator = new Authenticator({ host, signIn: { kind: 'test', verify }, sessions, timing, log })
  const userOf = async (authorization?: string, cookie?: string) => (await authenticator.identify(authorization, cookie))?.user
  return { host, timing, sessions, authenticator, userOf, warned }
}
const claimed = (email: string, more: object = {}): Claimed => ({
  claims: { subject: `https://id.example ${email}`, email },
  limits: { find: ['email'], create: false, seat: false, teams: [], sets: [] },
  ...more,
})

test('[SEC-1] a bearer is its token alone, by any case of the word; another scheme or a token with a space is nobody', async () => {
  const { authenticator, userOf } = start()
  expect(await authenticator.identify('Bearer anna', undefined)).toEqual({
    user: 'anna',
    by: 'bearer',
    binding: 'token:anna',
    ended: expect.anything(),
  })
  const headers = [
    'bearer anna',
    'BEARER   anna',
    'Bearer',
    'Bearer ',
    'Bearer anna b',
    'Basic anna',
    'x Bearer anna',
    'anna',
    '',
    'Bearer bad',
  ]
  const users = await Promise.all(headers.map((header) => userOf(header)))
  expect(users).toEqual(['anna', 'anna', ...Array.from({ length: 8 }, () => undefined)])
})

test('[ACC-13] who may not sign in, or is not there, is nobody by a token and by a session', async () => {
  const { host, sessions, userOf, authenticator } = start()
  const begun = await sessions.begin({ user: 'anna' })
  const cookie = begun.ok ? begun.value.id : ''
  const stranger = await sessions.begin({ user: 'stranger' })
  expect([await userOf(undefined, cookie), await userOf('Bearer anna', cookie), await userOf(undefined, undefined)]).toEqual([
    'anna',
    'anna',
    undefined,
  ])
  expect([await userOf('Bearer stranger'), await userOf(undefined, stranger.ok ? stranger.value.id : '')]).toEqual([undefined, undefined])
  host.deactivate('anna')
  expect([await userOf('Bearer anna'), await userOf(undefined, cookie), authenticator.isActive('anna')]).toEqual([
    undefined,
    undefined,
    false,
  ])
  expect([authenticator.isActive('ben'), authenticator.isActive('stranger')]).toEqual([true, false])
})

test('[ACC-13] what a token says is taken over when it is first seen, and once more after ten thousand others', async () => {
  const { host, userOf } = start({ first: claimed('anna@a.example'), second: claimed('ben@a.example') })
  const said = () => host.said.map(({ email }) => email)
  expect([await userOf('Bearer first'), await userOf('Bearer first'), await userOf('Bearer second')]).toEqual(['anna', 'anna', 'ben'])
  expect(said()).toEqual(['anna@a.example', 'ben@a.example'])
  const many = Object.fromEntries(Array.from({ length: 9_999 }, (_, at) => [`t${at}`, claimed('ben@a.example')]))
  const crowd = start({ ...many, first: claimed('anna@a.example'), last: claimed('ben@a.example') })
  const asked = () => crowd.host.said.filter(({ email }) => email === 'anna@a.example').length
  await crowd.userOf('Bearer first')
  for (const token of Object.keys(many)) await crowd.userOf(`Bearer ${token}`)
  await crowd.userOf('Bearer first')
  expect(asked()).toBe(1)
  await crowd.userOf('Bearer last')
  await crowd.userOf('Bearer first')
  expect(asked()).toBe(2)
})

test('[ACC-13] a token whose user is not found is nobody, and is looked up at its next call', async () => {
  const { host, userOf } = start({ first: claimed('anna@a.example') })
  const provision = host.directoryDesk.provision
  const desk = host.directoryDesk as { provision: typeof provision }
  desk.provision = async (): Promise<Outcome<never>> => ({
    ok: false,
    problem: { code: 'access.denied', message: 'Nobody.', details: { missing: 'a user' } },
  })
  expect(await userOf('Bearer first')).toBeUndefined()
  desk.provision = provision
  expect(await userOf('Bearer first')).toBe('anna')
})

test('names of teams and sets that there are not are in the log with their user, and only then', async () => {
  const { host, userOf, warned } = start({ first: claimed('anna@a.example'), second: claimed('ben@a.example') })
  const desk = host.directoryDesk as { provision: typeof host.directoryDesk.provision }
  await userOf('Bearer first')
  expect(warned).toEqual([])
  desk.provision = async () => ({ ok: true, value: { user: 'ben', unknown: ['Iberia', 'Nordics'] } })
  expect(await userOf('Bearer second')).toBe('ben')
  expect(warned).toEqual([['A sign-in names teams or permission sets that there are not.', { user: 'ben', unknown: 'Iberia, Nordics' }]])
})

test('[SEC-5] what a bearer holds ends once: when the token expires, or when the user may no longer sign in', async () => {
  const { host, timing, authenticator } = start({
    brief: claimed('anna@a.example', { endsAt: 5_000 }),
    long: { user: 'anna', endsAt: 90_000 },
  })
  const follow = async (token: string) => {
    const seen: unknown[] = []
    const principal = await authenticator.identify(`Bearer ${token}`, undefined)
    const subscription = principal?.ended.subscribe({ next: (ended) => seen.push(ended), complete: () => seen.push('over') })
    return { seen, subscription }
  }
  const [brief, long, endless, left] = [await follow('brief'), await follow('long'), await follow('anna'), await follow('long')]
  left.subscription?.unsubscribe()
  timing.advance(4_999)
  expect(brief.seen).toEqual([])
  timing.advance(1)
  expect([brief.seen, long.seen]).toEqual([[problem('The token has expired.'), 'over'], []])
  host.deactivate('anna')
  host.deactivate('anna')
  const gone = [problem('The user may no longer sign in.'), 'over']
  expect([brief.seen.length, long.seen, endless.seen]).toEqual([2, gone, gone])
  timing.advance(90_000)
  expect([long.seen, left.seen]).toEqual([gone, []])
})
