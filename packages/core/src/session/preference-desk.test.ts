import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Access } from '../access/access.js'
import { systemAsker } from '../access/asker.js'
import { isTenureError, TenureError } from '../errors/tenure-error.js'
import { testDrafts } from '../records/test-drafts.js'
import type { Json, Values } from '../schema/value.js'
import { type PreferencesPort, placesOf, preferenceLimits, savePreference, watchPreferences } from './preference-desk.js'

const kept = (at: number, values: Values, user = 'anna') => ({ type: 'preference', id: `${user}/${at}`, values: { user, ...values } })
function deskOf(records: readonly ReturnType<typeof kept>[] = []) {
  const { writer, batches } = testDrafts(records)
  const windows = new Subject<unknown>()
  const bound: unknown[] = []
  const watched: unknown[] = []
  const port: PreferencesPort = {
    writer,
    access: { bind: (...args: unknown[]) => bound.push(args) } as unknown as Access,
    askers: { get: (user) => ({ ...systemAsker, workspace: user }) },
    clock: { now: () => 1_000 },
    live: {
      watch: ({ subject, bind }) => {
        bind()
        watched.push(subject)
        return windows as never
      },
    },
  }
  return { port, batches, windows, bound, watched, written: () => batches.flatMap((batch) => batch.records) }
}
async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}

test('[PREF-2] the preferences of a user are kept at a hundred places of their own', () => {
  const places = placesOf('a/b')
  expect([places.length, places[0], places[99]]).toEqual([
    100,
    { type: 'preference', id: 'a%2Fb/0' },
    { type: 'preference', id: 'a%2Fb/99' },
  ])
})

test('[PREF-1] a user reads all preferences or one by name, and the same ones are not said twice', () => {
  const { port, windows, bound, watched } = deskOf()
  const [all, one]: [unknown[], unknown[]] = [[], []]
  watchPreferences(port, 'anna', undefined).subscribe(({ values }) => all.push(values))
  watchPreferences(port, 'anna', 'b').subscribe(({ values }) => one.push(values))
  const records = (b: Json) => [{ values: { name: 'a', data: 1 } }, { values: { name: 'b', data: b } }, { values: { name: null, data: 7 } }]
  for (const b of [[2], [2], null]) windows.next({ records: records(b) })
  expect(all).toEqual([
    { a: 1, b: [2] },
    { a: 1, b: null },
  ])
  expect(one).toEqual([{ b: [2] }, { b: null }])
  const where = { test: 'id-of', type: 'preference', ids: placesOf('anna').map(({ id }) => id) }
  expect(bound[0]).toEqual([
    { ...systemAsker, workspace: 'anna' },
    { type: 'preference', select: ['name', 'data'], where },
  ])
  expect(watched).toEqual(['anna', 'anna'])
})

test('[PREF-1] what cannot be read now is an error of the list', () => {
  const { port, windows } = deskOf()
  const errors: unknown[] = []
  watchPreferences(port, 'anna', undefined).subscribe({ error: (error: unknown) => errors.push(error) })
  const { problem } = new TenureError('access.denied', 'Not now.', { missing: 'a seat' })
  windows.next({ problem })
  expect(errors.map((error) => isTenureError(error) && error.problem)).toEqual([problem])
})

test('[PREF-2] a new preference takes the first free place, one that is known its own, and the core writes it for the user', async () => {
  const records = [kept(0, { name: 'a', data: 1 }), kept(1, { name: null, data: null }), kept(2, { name: 'c', data: 3 })]
  const { port, batches, written } = deskOf(records)
  await savePreference(port, 'anna', { name: 'b', value: { x: 1 } })
  await savePreference(port, 'anna', { name: 'c', value: 4 })
  await savePreference(deskOf().port, 'anna', { name: 'c', value: 4 })
  expect(written()).toEqual([
    { id: 'preference/anna/1', is: 'changed', values: { user: 'anna', name: 'b', data: { x: 1 } } },
    { id: 'preference/anna/2', is: 'changed', values: { user: 'anna', name: 'c', data: 4 } },
  ])
  expect(batches[0]?.by).toEqual({ asker: systemAsker, actor: { user: 'anna', source: 'user' }, group: expect.stringMatching(/./) })
  const empty = deskOf()
  await savePreference(empty.port, 'anna', { name: 'c', value: 4 })
  expect(empty.written()).toEqual([{ id: 'preference/anna/0', is: 'new', values: { user: 'anna', name: 'c', data: 4 } }])
})

test('[PREF-2] a value that is kept already is not written again; null forgets it and frees its place', async () => {
  const { port, written } = deskOf([kept(0, { name: 'a', data: { x: [1] } })])
  await savePreference(port, 'anna', { name: 'a', value: { x: [1] } })
  await savePreference(port, 'anna', { name: 'unknown', value: null })
  expect(written()).toEqual([])
  await savePreference(port, 'anna', { name: 'a', value: null })
  expect(written()).toEqual([{ id: 'preference/anna/0', is: 'changed', values: { user: 'anna', name: null, data: null } }])
})

test('[PREF-2] a value has at most 8000 characters of JSON', async () => {
  const { port, written } = deskOf()
  const message = 'A preference has at most 8000 characters of JSON; long has 8001.'
  expect(await problemOf(savePreference(port, 'anna', { name: 'long', value: 'x'.repeat(7_999) }))).toEqual({
    ...{ code: 'input.too-large', message, details: { limit: 'preference length', max: 8000 } },
  })
  expect(written()).toEqual([])
  await savePreference(port, 'anna', { name: 'long', value: 'x'.repeat(7_998) })
  expect(written()).toHaveLength(1)
})

test('[PREF-2] a hundred preferences are kept, and one that is known can still change', async () => {
  const full = Array.from({ length: preferenceLimits.count }, (_, at) => kept(at, { name: `p${at}`, data: at }))
  const { port, written } = deskOf(full)
  const message = 'You have 100 preferences, which is as many as are kept. Forget one first.'
  expect(await problemOf(savePreference(port, 'anna', { name: 'more', value: 1 }))).toEqual({
    ...{ code: 'input.too-large', message, details: { limit: 'preference count', max: 100 } },
  })
  await savePreference(port, 'anna', { name: 'p99', value: 'new' })
  expect(written()).toEqual([{ id: 'preference/anna/99', is: 'changed', values: { user: 'anna', name: 'p99', data: 'new' } }])
})
