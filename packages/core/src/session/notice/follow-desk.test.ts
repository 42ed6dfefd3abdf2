import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import { isTenureError, TenureError } from '../../errors/tenure-error.js'
import { testDrafts } from '../../records/test-drafts.js'
import type { Value } from '../../schema/value.js'
import { type FollowPort, openRemovedRecords, setFollow, setRemoved, watchFollow } from './follow-desk.js'

const kept = (id: string, since: Value, type = 'follow') => ({
  type,
  id: `anna/company/${id}`,
  values: { user: 'anna', name: `company/${id}`, since },
})
function deskOf(records: readonly ReturnType<typeof kept>[] = []) {
  const { writer, batches } = testDrafts(records)
  const windows = new Subject<unknown>()
  const [bound, subjects, found]: [unknown[], string[], unknown[]] = [[], [], []]
  const asker = { ...systemAsker, workspace: 'west' }
  const port = {
    writer,
    access: {
      type: (_: unknown, name: string) => {
        if (name === 'user') return { name: 'user', label: 'User', plural: 'Users', policy: {} }
        return { name: name === 'customer' ? 'company' : name, label: 'Company', plural: 'Companies' }
      },
      bind: (by: unknown, query: unknown) => bound.push([by, query]),
      resolve: ({ type, id }: { type: string; id: string }) => ({ type, id: id === 'merged' ? 'c1' : id }),
    },
    aliases: { merged: ({ id }: { id: string }) => (id === 'c1' ? ['merged', 'a/b'] : []) },
    askers: { get: () => asker },
    clock: { now: () => 1_000 },
    live: {
      watch: ({ subject, bind }: { subject: string; bind: () => unknown }) => {
        subjects.push(subject)
        bind()
        return windows
      },
    },
    reader: {
      find: async (by: unknown, { type, id }: { type: string; id: string }) => {
        found.push([by === asker, type, id])
        return id === 'gone' ? undefined : { ref: { type, id: id === 'merged' ? 'c1' : id }, version: '1', values: {} }
      },
    },
  } as unknown as FollowPort
  return { port, batches, windows, bound, subjects, found, asker, written: () => batches.flatMap((batch) => batch.records) }
}
const c1 = { type: 'customer', id: 'c1' }
const values = { user: 'anna', name: 'company/c1', since: 1_000 }
async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return isTenureError(error) ? error.problem : error
}
const { problem } = new TenureError('access.denied', 'Not now.', { missing: 'a seat' })

test('[REC-4] who follows a record, or one that was merged into it, is told so, and each change once', () => {
  const { port, windows, bound, subjects, asker } = deskOf()
  const seen: unknown[] = []
  watchFollow(port, 'anna', c1).subscribe({ next: (each) => seen.push(each), error: (error: unknown) => seen.push(error) })
  for (const since of [null, 5, 7, null]) windows.next({ records: [{ values: { since: null } }, { values: { since } }] })
  windows.next({ records: [{ values: {} }] })
  windows.next({ problem })
  expect(seen.slice(0, 3)).toEqual([{ following: false }, { following: true }, { following: false }])
  expect(seen.slice(3).map((error) => isTenureError(error) && error.problem)).toEqual([problem])
  const ids = ['anna/company/c1', 'anna/company/merged', 'anna/company/a%2Fb']
  expect(bound).toEqual([[asker, { type: 'follow', select: ['since'], where: { test: 'id-of', type: 'follow', ids } }]])
  expect(subjects).toEqual(['anna'])
})

test('[REC-4] a record is followed at a place of its own, by the core for the user who sees it', async () => {
  const { port, written, batches, found } = deskOf()
  await setFollow(port, 'anna', c1, true)
  expect(written()).toEqual([{ id: 'follow/anna/company/c1', is: 'new', values }])
  expect(batches[0]?.by).toEqual({ asker: systemAsker, actor: { user: 'anna', source: 'user' }, group: expect.stringMatching(/./) })
  expect(found).toEqual([[true, 'company', 'c1']])
})

test('[REC-4] an id of a merged record leads to the one that stays', async () => {
  const { port, written } = deskOf()
  await setFollow(port, 'anna', { type: 'company', id: 'merged' }, true)
  expect(written()).toEqual([{ id: 'follow/anna/company/c1', is: 'new', values }])
})

test('[REC-4] a place that is known is used again, and what is followed already is written no more', async () => {
  const again = deskOf([kept('c1', null)])
  await setFollow(again.port, 'anna', c1, true)
  expect(again.written()).toEqual([{ id: 'follow/anna/company/c1', is: 'changed', values }])
  for (const known of [kept('c1', 5), kept('merged', 5)]) {
    const { port, written } = deskOf([known])
    await setFollow(port, 'anna', c1, true)
    expect(written()).toEqual([])
  }
})

test('[REC-4] a record is no longer followed at every place where it was', async () => {
  const { port, written } = deskOf([kept('c1', 5), kept('merged', 6), kept('a%2Fb', null)])
  await setFollow(port, 'anna', c1, false)
  expect(written()).toEqual([
    { id: 'follow/anna/company/c1', is: 'changed', values: { ...values, since: null } },
    { id: 'follow/anna/company/merged', is: 'changed', values: { user: 'anna', name: 'company/merged', since: null } },
  ])
  const none = deskOf()
  await setFollow(none.port, 'anna', c1, false)
  expect(none.written()).toEqual([])
})

test('[REC-4] [ACC-9] a record that is not seen, and one of the workspace itself, is neither followed nor taken out', async () => {
  const { port, written } = deskOf()
  const given = { type: 'customer', id: 'gone' }
  const missing = { code: 'record.not-found', message: 'There is no company with the id gone.', details: { record: given } }
  expect(await problemOf(setFollow(port, 'anna', given, true))).toEqual(missing)
  expect(await problemOf(setRemoved(port, 'anna', given, true))).toEqual(missing)
  const refused = (message: string) => ({ code: 'input.invalid', message, details: { issues: [{ path: ['type'], message }] } })
  const user = { type: 'user', id: 'ben' }
  expect(await problemOf(setFollow(port, 'anna', user, true))).toEqual(
    refused('Users cannot be followed. Follow records that people work on.'),
  )
  expect(await problemOf(setRemoved(port, 'anna', user, true))).toEqual(
    refused('Users cannot be removed from a list of your own. Remove records that people work on.'),
  )
  expect(written()).toEqual([])
})

test('[REC-4] what the store refuses is refused', async () => {
  const { port } = deskOf()
  const refusing: FollowPort = { ...port, writer: { draft: async () => ({ ok: false, problem }) } }
  expect(await problemOf(setFollow(refusing, 'anna', c1, true))).toEqual(problem)
})

test('a record is taken out of the lists of a user, and back into them, apart from following it', async () => {
  const { port, written } = deskOf([kept('c1', 5)])
  await setRemoved(port, 'anna', c1, true)
  expect(written()).toEqual([{ id: 'removal/anna/company/c1', is: 'new', values }])
  const back = deskOf([kept('c1', 5), kept('c1', 5, 'removal')])
  await setRemoved(back.port, 'anna', c1, false)
  expect(back.written()).toEqual([{ id: 'removal/anna/company/c1', is: 'changed', values: { ...values, since: null } }])
})

test('the records that a user has taken out of a list are told by their ids in order, and each change once', () => {
  const { port, windows, bound, subjects, asker } = deskOf()
  const seen: unknown[] = []
  const stream = openRemovedRecords(port, 'anna').of('company')
  stream.subscribe({ next: (ids) => seen.push(ids), error: (error: unknown) => seen.push(error) })
  const say = (...ids: string[]) => windows.next({ records: ids.map((id) => ({ values: { name: `company/${id}` } })) })
  say('b', 'a')
  say('a', 'b')
  say('a')
  windows.next({ problem })
  expect(seen.slice(0, 2)).toEqual([['a', 'b'], ['a']])
  expect(seen.slice(2).map((error) => isTenureError(error) && error.problem)).toEqual([problem])
  const filters = [
    { test: 'is', property: 'removal.user', value: 'anna' },
    { test: 'starts-with', property: 'removal.name', text: 'company/' },
    { test: 'is-known', property: 'removal.since' },
  ]
  expect(bound).toEqual([[asker, { type: 'removal', select: ['name'], where: { test: 'all', filters } }]])
  expect(subjects).toEqual(['anna'])
})
