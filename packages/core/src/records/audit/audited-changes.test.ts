import { expect, test } from 'vitest'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { Values } from '../../schema/value.js'
import type { Actor } from '../../storage/adapter.js'
import type { DraftRecord } from '../draft.js'
import { auditedChanges } from './audited-changes.js'

const schema = new Map(
  [...builtInTypes, { ...builtInTypes[0], name: 'team', label: 'Team', plural: 'Teams' }].map((type) => [type.name as string, type]),
) as Parameters<typeof auditedChanges>[1]['schema']
const options = { schema, at: 7, group: 'g1', titleOf: (section: string) => `Title of ${section}` }
const facts = (records: readonly DraftRecord[], actor: Actor = { source: 'user', user: 'root' }) =>
  auditedChanges(records, { ...options, actor })
function changed(type: string, id: string, was: Values | undefined, values: Values, more: Partial<DraftRecord> = {}): DraftRecord {
  const ref = { type, id }
  return { ref, before: was && { ref, version: '1', values: was }, values, archived: false, archive: undefined, ...more }
}
const team = (id: string, more: Partial<DraftRecord> = {}) => changed('team', id, undefined, { name: id }, more)
const many = (count: number, more: Partial<DraftRecord> = {}) => Array.from({ length: count }, (_, at) => team(`t${at}`, more))

test('[SEC-13] up to twenty records of a type in a batch have an entry each; more of them share one, which names them all', () => {
  const single = facts(many(20))
  expect(single.map(({ name }) => name)).toEqual(many(20).map(({ ref }) => ref.id))
  expect(single[0]).toMatchObject({
    kind: 'rights',
    source: 'page',
    user: 'root',
    what: 'created',
    data: { type: 'team', id: 't0', at: 7, group: 'g1' },
  })
  expect(facts(many(21))).toEqual([
    {
      ...{ kind: 'rights', source: 'page', user: 'root', what: 'created', name: '21 teams' },
      data: { type: 'team', ids: many(21).map(({ ref }) => ref.id), at: 7, group: 'g1' },
    },
  ])
  expect(facts(many(21, { archive: 'archive' }))[0]?.what).toBe('deleted')
  expect(facts([...many(21), changed('workspace', 'w', undefined, { name: 'West' })]).map(({ name }) => name)).toEqual(['21 teams', 'West'])
})

test('[SEC-13] what people choose for themselves, what is not about rights or settings, and what stays the same has no entry', () => {
  const same = { name: 'Anna', seat: true }
  const quiet = [
    changed('user', 'a', same, same),
    changed('user', 'b', same, { ...same }),
    changed('user', 'c', same, { ...same, timeZone: 'UTC', locale: 'de' }),
    changed('publicLink', 'd', { name: 'Link' }, { name: 'Link', openedAt: 5 }),
    changed('company', 'e', same, { name: 'Northwind' }),
    changed('run', 'f', { name: 'Import' }, { name: 'Import', state: 'done' }),
    changed('alias', 'g', { type: 'company' }, { type: 'deal' }),
  ]
  expect(facts(quiet)).toEqual([])
  expect(facts([changed('user', 'a', same, { ...same, seat: false, locale: 'de' })])).toMatchObject([
    { what: 'changed', name: 'Anna', data: { changed: expect.arrayContaining(['seat']) } },
  ])
})

test('[SEC-13] an entry says what was done, in which workspace, by whom and from where', () => {
  const done = (record: DraftRecord, actor?: Actor) =>
    facts([record], actor).map(({ what, name, workspace, source }) => [what, name, workspace, source])
  const settings = changed('setting', 's', undefined, { section: 'acme.x/settings', workspace: 'w' })
  expect(done(settings)).toEqual([['saved', 'Title of acme.x/settings', 'w', 'page']])
  expect(done(changed('workspace', 'w', { name: 'East' }, { name: 'West' }))).toEqual([['changed', 'West', 'w', 'page']])
  expect(done(team('t', { archive: 'restore' }), { source: 'sync', plugin: 'acme.x' })).toEqual([['restored', 't', undefined, 'plugin']])
  expect(done(changed('alias', 'a', undefined, { type: 'company' }), { source: 'api' })).toEqual([
    ['merged', 'Companies', undefined, 'api'],
  ])
  expect(done(changed('user', 'u', { name: 'Anna' }, { name: 'Anna' }, { archive: 'purge' }))).toEqual([
    ['deleted', 'User', undefined, 'page'],
  ])
})

test('[SEC-13] a run is entered under the user who started it, an import as one', () => {
  const run = (kind: string) => facts([changed('run', 'r', undefined, { kind, user: 'ben', name: 'Two files' })], { source: 'system' })[0]
  expect(run('import')).toMatchObject({
    kind: 'import',
    what: 'started an import',
    user: 'ben',
    name: 'Two files',
    data: { type: 'run', id: 'r' },
  })
  expect([run('rows company')?.kind, run('undo')?.kind, run('undo')?.what]).toEqual(['import', 'run', 'started'])
})

test('[SEC-13] passing the rules of a pipeline is entered besides, without what the record says', () => {
  const passed = changed('deal', 'd', { name: 'Secret' }, { name: 'Secret', stage: 'won' }, { passedRules: true })
  expect(facts([passed])).toEqual([
    {
      ...{ kind: 'rule', source: 'page', user: 'root', what: 'passed the rules of a pipeline with', name: 'Deal' },
      data: { type: 'deal', id: 'd', at: 7, group: 'g1' },
    },
  ])
})

test('[SEC-13] an entry of a plugin names it, one of a change its names in their order, without stamps', () => {
  const was = { name: 'Anna', seat: true, createdAt: 1, updatedAt: 1 }
  const now = { seat: false, name: 'Ann', email: 'a@example.com', createdAt: 2, updatedAt: 2 }
  const [entry] = facts([changed('user', 'a', was, now)], { source: 'plugin', plugin: 'acme.x' })
  expect(entry).toMatchObject({
    ...{ kind: 'rights', source: 'plugin', plugin: 'acme.x', what: 'changed', name: 'Ann' },
    data: { type: 'user', id: 'a', changed: ['email', 'name', 'seat'], at: 7, group: 'g1' },
  })
  expect(entry).not.toHaveProperty('user')
  expect(facts([changed('user', 'a', was, { ...was, updatedAt: 9 })])).toEqual([])
  const [alone] = auditedChanges([team('t')], { schema, at: 7, titleOf: String, actor: { source: 'import' } })
  expect([alone?.source, Object.keys(alone?.data ?? {}).includes('group')]).toEqual(['import', false])
})

test('[SEC-13] what has no name is named by its id, an object type by its plural, what the schema does not know as it is called', () => {
  const name = (record: DraftRecord) => facts([record])[0]?.name
  expect(name(changed('team', 't9', undefined, {}))).toBe('t9')
  expect([
    name(changed('objectType', 'o', undefined, { name: 'company' })),
    name(changed('objectType', 'o', undefined, { name: 'boat' })),
  ]).toEqual(['Companies', 'boat'])
  expect(name(changed('alias', 'x', undefined, {}))).toBe('')
  expect(name(changed('publicLink', 'p', {}, {}, { archive: 'purge' }))).toBe(schema.get('publicLink')?.label ?? 'publicLink')
  expect(name(changed('setting', 's', undefined, {}))).toBe('Title of ')
  expect(name(changed('run', 'r', undefined, { kind: 'undo' }))).toBe('')
  const verbs = [changed('objectType', 'o', {}, { name: 'company' }), team('t'), team('t', { archive: 'purge' })].map(
    (record) => facts([record])[0]?.what,
  )
  expect(verbs).toEqual(['saved', 'created', 'deleted'])
})

test('[SEC-13] many records that passed the rules of a pipeline share an entry', () => {
  const deals = Array.from({ length: 21 }, (_, at) => changed('deal', `d${at}`, { stage: 'a' }, { stage: 'b' }, { passedRules: true }))
  expect(facts(deals)).toMatchObject([
    {
      kind: 'rule',
      what: 'passed the rules of a pipeline with',
      name: '21 deals',
      data: { type: 'deal', ids: deals.map(({ ref }) => ref.id) },
    },
  ])
  expect(facts(deals.slice(1))).toHaveLength(20)
})
