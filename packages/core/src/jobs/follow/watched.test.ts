import { expect, test } from 'vitest'
import { type Asker, type RoleMapping, systemAsker } from '../../access/asker.js'
import type { Changes } from '../../contract/job/occasion.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import type { Change } from '../../storage/adapter.js'
import type { JobToRun } from '../job/job-to-run.js'
import type { FollowedChange, FollowedLink } from './feed-window.js'
import { mayCount, seenBy, type Watched, watchedIn } from './watched.js'

const schema = new Map([
  ['deal', { associations: [{ name: 'companies', edge: 'deal-company', forward: true }] }],
]) as unknown as SchemaDefinition
const jobOf = (objectType: string, ...paths: readonly string[]) =>
  ({ job: { of: { objectType }, select: { properties: paths.map((path) => ({ path })) } } }) as unknown as JobToRun
const on = (more: Partial<Changes> = {}): Changes => ({ occasion: 'changes', links: [], kinds: ['created', 'changed'], ...more })
const asker = (...mappings: readonly RoleMapping[]): Asker => ({ ...systemAsker, roles: new Map([['revenue', mappings]]) })
const unit = { workspace: 'main', type: 'deal' }

test('a job on changes looks at the properties that it names, or those that it selects', () => {
  const job = jobOf('deal', 'deal.name', 'deal.amount')
  expect(watchedIn(on(), job, asker(), unit, schema)).toEqual({
    ...{ kinds: new Set(['created', 'changed']), properties: new Set(['name', 'amount']), links: new Map(), pipelines: undefined },
  })
  expect(watchedIn(on({ properties: ['deal.stage'] }), job, asker(), unit, schema).properties).toEqual(new Set(['stage']))
  const bare = { job: { of: { objectType: 'deal' } } } as unknown as JobToRun
  expect(watchedIn(on(), bare, asker(), unit, schema).properties).toBeUndefined()
})

test('[MAP-3] names of a role are those that the workspace chose, and what it has not chosen never changes', () => {
  const job = jobOf('revenue', 'revenue.amount', 'revenue.csm', 'revenue.name')
  const other = { type: 'ticket', properties: { amount: 'worth' } }
  const mapped = asker({ type: 'deal', properties: { amount: 'arr', csm: undefined }, pipelines: ['renewal'] }, other)
  expect(watchedIn(on(), job, mapped, unit, schema)).toMatchObject({ properties: new Set(['arr', 'name']), pipelines: ['renewal'] })
})

test('a job follows links by the end of their edge, and those that a type does not have by none', () => {
  const links = ['deal.companies', 'deal.nothing']
  expect(watchedIn(on({ links }), jobOf('deal'), asker(), unit, schema).links).toEqual(new Map([['deal-company true', 'deal.companies']]))
  expect(watchedIn(on({ links }), jobOf('x'), asker(), { workspace: 'main', type: 'x' }, schema).links).toEqual(new Map())
})

const watched = (more: Partial<Watched> = {}): Watched => ({
  ...{ kinds: new Set(['created', 'changed']), properties: new Set(['stage']), links: new Map(), pipelines: undefined },
  ...more,
})
const link = (more: Partial<FollowedLink> = {}): FollowedLink =>
  ({ edge: 'deal-company', forward: true, other: { type: 'company', id: 'c1' }, ...more }) as FollowedLink
const followed = new Map([['deal-company true', 'deal.companies']])

test('a change may count by a watched property, by its pipeline, by a link, and by coming or going', () => {
  const change = (more: object) => ({ before: {}, after: {}, changed: [], ...more }) as unknown as Change
  const counts = (of: Partial<Watched>, more: object) => mayCount(watched(of), change(more))
  expect([counts({}, { changed: ['stage'] }), counts({}, { changed: ['name'] }), counts({}, {})]).toEqual([true, false, false])
  expect([counts({ properties: undefined }, { changed: ['name'] }), counts({ pipelines: ['a'] }, { changed: ['pipeline'] })]).toEqual([
    true,
    true,
  ])
  expect(counts({}, { changed: ['pipeline'] })).toBe(false)
  expect([counts({ links: followed }, { linked: [link()] }), counts({ links: followed }, { linked: [link({ forward: false })] })]).toEqual([
    ...[true, false],
  ])
  expect([counts({}, { before: undefined }), counts({ kinds: new Set(['archived']) }, { after: undefined })]).toEqual([true, true])
  expect(counts({ kinds: new Set(['changed']) }, { before: undefined })).toBe(false)
  expect(counts({}, { before: undefined, after: undefined, changed: ['stage'] })).toBe(false)
})

const change = (more: Partial<FollowedChange>): FollowedChange => ({
  ...{ ref: { type: 'deal', id: 'd1' }, was: undefined, is: undefined, links: [], place: 1, at: 7 },
  ...more,
})
const all = new Set(['created', 'changed', 'archived', 'linked'] as const)

test('a record that comes is created, one that goes is archived, and one with another value is changed', () => {
  const seen = (of: Partial<Watched>, more: Partial<FollowedChange>) => seenBy(watched({ kinds: all, ...of }), change(more))
  const [open, won] = [{ stage: 'open' }, { stage: 'won' }]
  expect(seen({}, { is: won })).toEqual({ change: 'created', was: undefined, is: won, links: [], at: 7 })
  expect(seen({}, { was: open })).toEqual({ change: 'archived', was: open, is: open, links: [], at: 7 })
  expect(seen({}, { was: open, is: won })).toEqual({ change: 'changed', was: open, is: won, links: [], at: 7 })
  expect(seen({}, { was: open, is: { ...open, name: 'B' } })).toBeUndefined()
  expect(seen({ properties: undefined }, { was: open, is: { ...open, name: 'B' } })).toMatchObject({ change: 'changed' })
  expect(seen({ properties: undefined }, { was: { ...open, name: 'B' }, is: open })).toMatchObject({ change: 'changed' })
  expect(seen({ properties: undefined }, { was: { ...open, name: null }, is: open })).toBeUndefined()
  expect(seen({}, {})).toBeUndefined()
})

test('only changes of a kind that the job follows call it', () => {
  const [open, won] = [{ stage: 'open' }, { stage: 'won' }]
  const kinds = (kind: 'created' | 'changed' | 'archived' | 'linked', more: Partial<FollowedChange>, links = followed) =>
    seenBy(watched({ kinds: new Set([kind]), links }), change(more))?.change
  expect([kinds('changed', { is: won }), kinds('created', { was: open }), kinds('created', { was: open, is: won })]).toEqual([
    ...[undefined, undefined, undefined],
  ])
  expect(kinds('linked', { was: open, is: won, links: [link()] })).toBe('linked')
  expect(kinds('linked', { was: open, is: won })).toBeUndefined()
  expect(kinds('changed', { was: open, is: won, links: [link()] })).toBe('changed')
})

test('links that came or went are named by the path that the job follows, and others are left out', () => {
  const links = [link(), link({ other: { type: 'company', id: 'c2' }, gone: true }), link({ forward: false })]
  const same = { stage: 'open' }
  expect(seenBy(watched({ kinds: all, links: followed }), change({ was: same, is: same, links }))).toEqual({
    ...{ change: 'linked', was: same, is: same, at: 7 },
    links: [
      { association: 'deal.companies', id: 'c1', gone: false },
      { association: 'deal.companies', id: 'c2', gone: true },
    ],
  })
})

test('[MAP-3] a record that comes into a pipeline of the role is created for it, and one that leaves it archived', () => {
  const renewals = watched({ kinds: all, pipelines: ['renewal'] })
  const [sales, renewal] = [{ pipeline: 'sales' }, { pipeline: 'renewal' }]
  expect(seenBy(renewals, change({ was: sales, is: renewal }))).toMatchObject({ change: 'created', was: undefined, is: renewal })
  expect(seenBy(renewals, change({ was: renewal, is: sales }))).toMatchObject({ change: 'archived', was: renewal, is: renewal })
  expect(seenBy(renewals, change({ was: sales, is: { ...sales, stage: 'won' } }))).toBeUndefined()
  expect(seenBy(renewals, change({ is: {} }))).toBeUndefined()
})
