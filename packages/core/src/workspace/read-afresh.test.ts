import { expect, test } from 'vitest'
import { createDirectory, directoryTypes } from '../access/directory.js'
import { createFollowBook, followType } from '../access/notice/follow-book.js'
import type { Values } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'
import { createPublicLinkBook, publicLinkType } from './public/public-link-book.js'
import { readAfresh } from './read-afresh.js'
import { createSessionBook, sessionType } from './session-book.js'
import { createViewBook, defaultViewsType, viewType } from './view-book.js'
import { createWorkspaces } from './workspaces.js'

const stored = (type: string, id: string, values: Values = { name: id }): StoredRecord => ({ ref: { type, id }, version: '7', values })
const follow = (id: string) => stored(followType, id, { user: 'anna', name: `company/${id}`, since: 1 })
const kept = [...directoryTypes, 'workspace', sessionType, publicLinkType, viewType] as const

/** What followers know, and then find in the store. */
async function readAgain(known: readonly StoredRecord[], found: readonly StoredRecord[]) {
  const of = (...types: readonly string[]) => known.filter(({ ref }) => types.includes(ref.type))
  const books = {
    directory: createDirectory(of(...directoryTypes)),
    workspaces: createWorkspaces(of('workspace')),
    sessions: createSessionBook(of(sessionType)),
    publicLinks: createPublicLinkBook(of(publicLinkType)),
    views: createViewBook(of(viewType, defaultViewsType)),
    follows: createFollowBook(of(followType)),
  }
  const load = async (type: string) => found.filter(({ ref }) => ref.type === type)
  return { books, batch: await readAfresh({ ...books, load, now: () => 5 }) }
}

test('[SDK-9] what followers keep is taken as the store holds it, with its values and version', async () => {
  const types = [...kept, 'setting', defaultViewsType]
  const found = [...types.map((type) => stored(type, 'main')), follow('c1'), stored('company', 'c1')]
  const { batch } = await readAgain([], found)
  expect(batch.changes.map(({ ref }) => ref.type).sort()).toEqual([...types, followType].sort())
  for (const change of batch.changes) expect(change).toMatchObject({ change: 'patch', version: '7', at: 5 })
  expect(batch.changes.find(({ ref }) => ref.type === 'user')).toMatchObject({ changed: ['name'], after: { name: 'main' } })
  expect(batch.cursor).toMatch(/^afresh ./)
})

test('[SDK-9] what is no longer there is gone: people, rights, workspaces, sessions, links, views, what is followed', async () => {
  const main = stored('workspace', 'main')
  const known = [main, ...kept.flatMap((type) => [stored(type, 'stays'), stored(type, 'gone')]), follow('stays'), follow('gone')]
  const { batch } = await readAgain(
    known,
    known.filter(({ ref }) => ref.id !== 'gone'),
  )
  const gone = batch.changes.filter(({ change }) => change === 'archive')
  expect(gone.map(({ ref }) => ref).sort((a, b) => a.type.localeCompare(b.type))).toEqual(
    [...kept, followType].sort((a, b) => a.localeCompare(b)).map((type) => ({ type, id: 'gone' })),
  )
  for (const change of gone) expect(change).toEqual({ ref: change.ref, version: '', at: 5, change: 'archive', changed: [] })
  expect(batch.changes.filter(({ change }) => change === 'patch')).toHaveLength(kept.length + 2)
})

test('[ACC-10] a right that was taken away while nobody followed is taken away', async () => {
  const set = stored('permissionSet', 'admins', { name: 'Admins', permissions: ['settings.manage'] })
  const anna = stored('user', 'anna', { name: 'Anna', permissionSets: ['admins'] })
  const { books, batch } = await readAgain([anna, set], [anna])
  expect([...(books.directory.find('anna')?.permissions ?? [])]).toEqual(['settings.manage'])
  for (const change of batch.changes) books.directory.apply(change)
  expect([...(books.directory.find('anna')?.permissions ?? [])]).toEqual([])
})
