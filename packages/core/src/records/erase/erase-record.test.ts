import { expect, test } from 'vitest'
import type { Access } from '../../access/access.js'
import { type Asker, systemAsker } from '../../access/asker.js'
import { systemPrincipal } from '../../access/principal.js'
import { isTenureError } from '../../errors/tenure-error.js'
import type { Expression } from '../../query/canonical.js'
import type { AssociationDefinition, ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { RecordRef, Values } from '../../schema/value.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { Draft } from '../draft.js'
import { type ErasePort, eraseRecord } from './erase-record.js'

const end = (name: string, to: string, edge: string, forward: boolean): AssociationDefinition => ({ name, label: name, to, edge, forward })
const type = (name: string, more: object = {}): ObjectTypeDefinition => ({
  ...{ name, label: name, plural: `${name}s`, title: 'name', ownership: [], active: true, properties: [], associations: [] },
  ...more,
})
const schema: SchemaDefinition = new Map(
  [
    type('company', { label: 'Company', associations: [end('notes', 'note', 'note-company', false), end('deals', 'deal', 'of', false)] }),
    type('note', {
      activity: { at: 'at' },
      associations: [end('companies', 'company', 'note-company', true), end('deals', 'deal', 'note-deal', true)],
    }),
    type('deal'),
    type('team', { plural: 'Teams', policy: { by: 'core' } }),
  ].map((each) => [each.name, each]),
)
const root: Asker = { ...systemAsker, principal: { ...systemPrincipal, system: false, superAdmin: true } }
const ben: Asker = { ...root, principal: { ...root.principal, superAdmin: false } }
const notHidden: Expression = { not: { atom: 0, test: 'id-of', ids: ['hid'] } }
const stored: Readonly<Record<string, Values>> = {
  'company/c1': { name: ' Acme ' },
  'company/hid': { name: 'H' },
  'company/bare': {},
  'company/was': {},
  'team/t1': {},
}
const links: Readonly<Record<string, readonly string[]>> = {
  'c1 note-company back': ['n1', 'n2', 'n3'],
  'was note-company back': ['n3', 'n4'],
  ...{ 'n1 note-company on': ['c1'], 'n2 note-company on': ['c1', 'other'], 'n3 note-company on': ['c1', 'was'] },
  ...{ 'n4 note-company on': ['was'], 'n4 note-deal on': ['d1'] },
  'c1 of back': ['d1'],
}

/** What erasing a record writes, and what it asks for; or why it is refused. */
async function erase(input: Partial<RecordRef> & { readonly name: string }, asker = root, more: Partial<ErasePort> = {}) {
  const adapter = {
    ...{ kind: 'acme', capabilities: {} },
    read: async (refs: readonly RecordRef[]) =>
      refs.map((ref) => {
        const values = stored[`${ref.type}/${ref.id}`] ?? (['company', 'team'].includes(ref.type) ? undefined : {})
        return values === undefined ? null : { ref, version: '1', values }
      }),
    links: {
      read: async (refs: readonly RecordRef[], edge: string, forward: boolean) =>
        refs.map(({ id }) => (links[`${id} ${edge} ${forward ? 'on' : 'back'}`] ?? []).map((other) => ({ id: other }))),
    },
  } as unknown as StorageAdapter
  const asked: unknown[] = []
  const done: unknown[] = []
  const port = {
    access: {
      policy: () => notHidden,
      type: (_: Asker, name: string) => schema.get(name),
      resolve: (ref: RecordRef) => (ref.id === 'old' ? { ...ref, id: 'c1' } : ref),
    } as unknown as Access,
    aliases: { merged: ({ id }: RecordRef) => (id === 'c1' ? ['was'] : []) },
    askers: { get: () => asker },
    clock: { now: () => 1_000 },
    reader: {
      list: async (_: unknown, query: { readonly type: string }) => {
        asked.push(query)
        return { records: [{ ref: { type: query.type, id: `${query.type} 1` }, version: '1', values: {} }] }
      },
    },
    writer: {
      draft: async (by: unknown, fill: (draft: Draft) => Promise<void>) => {
        const draft = new Draft(adapter, { signal: new AbortController().signal })
        await fill(draft)
        done.push(
          by,
          ...draft.writes().map((write) => ('values' in write ? write.values : `${write.write} ${write.ref.type}/${write.ref.id}`)),
        )
        return { ok: true, value: {} }
      },
    },
    schema: () => schema,
    scrub: async () => void done.push('scrubbed'),
    ...more,
  } as unknown as ErasePort
  try {
    await eraseRecord(port, { user: 'u1', source: 'page' }, { type: 'company', id: 'c1', ...input })
  } catch (error) {
    if (!isTenureError(error)) throw error
    return { problem: error.problem, done, asked }
  }
  return { done, asked }
}
const invalid = (message: string, ...path: readonly string[]) => ({
  code: 'input.invalid',
  message,
  details: { issues: [{ path, message }] },
})

test('[SEC-14] a record goes with those merged into it, its activities that are of nothing else, its scores and followers', async () => {
  const { done, asked } = await erase({ name: 'Acme' })
  const purged = ['company/c1', 'company/was', 'note/n1', 'note/n3', 'follow/follow 1', 'removal/removal 1', 'profileScore/profileScore 1']
  const entry = { kind: 'erasure', what: 'erased', name: 'Company', detail: 'With 2 of its activities. Its id stays taken' }
  const [by, ...rest] = done
  expect(by).toEqual({ asker: systemAsker, actor: { user: 'u1', source: 'user' } })
  expect(rest.at(-1)).toBe('scrubbed')
  const texts = rest.filter((each) => typeof each === 'string' && each.startsWith('purge')).sort()
  expect(texts).toEqual(purged.map((each) => `purge ${each}`).sort())
  const data = { type: 'company', id: 'c1', activities: 2 }
  expect(rest.filter((each) => typeof each === 'object')).toEqual([{ ...entry, user: 'u1', source: 'page', times: 1, at: 1_000, data }])
  const byName = (name: string) => ({
    type: name,
    select: [],
    where: { test: 'any-of', property: `${name}.name`, values: ['company/c1', 'company/was'] },
  })
  const scores = [
    { test: 'is', property: 'profileScore.type', value: 'company' },
    { test: 'any-of', property: 'profileScore.record', values: ['c1', 'was'] },
  ]
  expect(asked).toEqual([
    byName('follow'),
    byName('removal'),
    { type: 'profileScore', select: [], where: { test: 'all', filters: scores } },
  ])
})

test('[SEC-14] a record without a name is erased by its id, and one without activities says nothing of them', async () => {
  const { done } = await erase({ id: 'bare', name: ' bare ' })
  expect(done.find((each) => typeof each === 'object' && each !== null && 'kind' in each)).toMatchObject({
    detail: 'Its id stays taken',
    data: { type: 'company', id: 'bare', activities: 0 },
  })
})

test('[SEC-14] the id of a merged record means the one that it leads to', async () => {
  expect((await erase({ id: 'old', name: 'Acme' })).done).toContain('purge company/c1')
})

test('[SEC-14] erasing needs a super admin, the name as it is written, and a record of people that is seen', async () => {
  const name = 'Acme'
  const denied = { code: 'access.denied', message: 'Only super admins may do this.', details: { missing: 'superAdmin' } }
  const notFound = (id: string) => ({
    ...{ code: 'record.not-found', message: `There is no company with the id ${id}.`, details: { record: { type: 'company', id } } },
  })
  expect(await erase({ name }, ben)).toEqual({ problem: denied, done: [], asked: [] })
  const typed = invalid('Type the name of the company exactly as it is written, to erase it.', 'name')
  expect((await erase({ name: 'acme' })).problem).toEqual(typed)
  expect((await erase({ id: 'hid', name: 'H' })).problem).toEqual(notFound('hid'))
  expect((await erase({ id: 'none', name: 'none' })).problem).toEqual(notFound('none'))
  const teams = invalid('Teams cannot be erased. Erase records that people work on.', 'type')
  expect((await erase({ type: 'team', id: 't1', name: 't1' })).problem).toEqual(teams)
})

test('[SEC-14] nothing is taken out of the files of a store that did not take the batch', async () => {
  const full = { code: 'storage.failed', message: 'The disk is full.', details: { transient: true } } as const
  const writer = { draft: async () => ({ ok: false, problem: full }) } as unknown as ErasePort['writer']
  expect(await erase({ name: 'Acme' }, root, { writer })).toEqual({ problem: full, done: [], asked: [] })
})
