import { getValue, type Outcome } from '@tenure/core'
import { pagesContract, settingsSectionsContract, tabsContract } from '@tenure/core/page'
import { root } from './test-askers.js'
import { boardForAll, libraryOf, reportQuery } from './test-boards.js'
import { idOf, owners } from './test-canaries.js'
import { scoreProfile } from './test-profile.js'
import type { ObjectType, World } from './test-world.js'

// What each provider is asked. A provider that is not here fails the matrix: add it, with the inputs that reach the most.

type Inputs = (world: World) => readonly unknown[] | Promise<readonly unknown[]>
const nothing: Inputs = () => [undefined]
const eachType: Inputs = ({ business }) => business.map(({ name }) => ({ type: name }))
const eachRecord = (more: object = {}): Inputs => {
  return ({ business }) => business.flatMap(({ name }) => owners.map((of) => ({ type: name, id: idOf(name, of), ...more })))
}
const pairs: Inputs = ({ business }) =>
  business.flatMap(({ name: type }) => [
    { type, id: idOf(type, 'cam'), other: idOf(type, 'far') },
    { type, id: idOf(type, 'far'), other: idOf(type, 'tia') },
    { type, id: idOf(type, 'cam'), other: idOf(type, 'free') },
  ])
const namesIn = ({ properties }: ObjectType): readonly string[] => properties.map(({ name }) => name)
const whoLeft = { outcome: { of: 'property', property: 'company.name', churned: ['nobody'] }, when: { form: 'now' } }
/** Of a list of records of one type: all columns, totals and groups of each property, filters and orders by each. */
export function ofCollection(id: string, type: string, all: Readonly<Record<string, unknown>>): Readonly<Record<string, Inputs>> {
  const each = (to: (property: string, kind: string) => unknown): Inputs => {
    return ({ types }) => (types.get(type)?.properties ?? []).map(({ name, kind }) => to(name, kind))
  }
  const known = (name: string) => ({ test: 'is-known', property: `${type}.${name}` })
  return {
    [`${id}-rows`]: async (world) => [
      { ...all, columns: namesIn(world.types.get(type) as ObjectType) },
      { ...all, columns: namesIn(world.types.get(type) as ObjectType), after: '' },
      { ...all, columns: namesIn(world.types.get(type) as ObjectType), archived: true },
      { ...all, search: 'qq' },
      ...(await each((name) => ({ ...all, filters: [known(name)] }))(world)),
      ...(await each((name) => ({ ...all, sort: [{ property: name, direction: 'ascending' }] }))(world)),
    ],
    [`${id}-views`]: nothing,
    [`${id}-columns`]: nothing,
    [`${id}-board`]: nothing,
    [`${id}-totals`]: each((field) => ({ ...all, measures: [{ field, measure: 'maximum' }] })),
    [`${id}-groups`]: each((by) => ({ ...all, by })),
    [`${id}-filter`]: each((name) => ({ ...all, where: known(name) })),
    [`${id}-condition`]: () => [{ ...all }],
  }
}
const shown = (list: typeof tabsContract | typeof pagesContract): Inputs => {
  return async ({ host }) => getValue((await host.as(root.id).read(list)) as Outcome<{ id: string }[]>).map(({ id }) => ({ tab: id }))
}

const sections = async ({ host }: World) =>
  getValue(await host.as(root.id).read(settingsSectionsContract)).map(({ id, scope }) => ({
    section: id,
    ...(scope === 'workspace' && { workspace: 'main' }),
  }))

/** A report of each property of customers and revenue: figures where it has any, else how many records have each value. */
const reports: Inputs = ({ business }) =>
  business
    .filter(({ name }) => ['company', 'deal'].includes(name))
    .flatMap(({ name: type, properties }) => properties.map(({ name, kind }) => ({ query: reportOf(type, `${type}.${name}`, kind) })))
function reportOf(type: string, property: string, kind: string): unknown {
  const measured = (...names: readonly string[]) => ({
    type,
    measures: names.map((measure) => ({ measure, property })),
    by: [],
    picture: 'table',
  })
  if (['number', 'money'].includes(kind)) return measured('average', 'maximum', 'sum')
  // By day, the days between would be there as well, which are canaries of other properties.
  if (['date', 'datetime'].includes(kind)) return measured('minimum', 'maximum')
  return { type, measures: [{ measure: 'count' }], by: [{ property }], picture: 'table' }
}
const recordsBehind: Inputs = ({ business }) =>
  business.map(({ name: type }) => ({ query: { type, measures: [{ measure: 'count' }], by: [], picture: 'number' } }))

/** The inputs by the id of the provider. */
export const reads: Readonly<Record<string, Inputs>> = {
  'tenure.core/session': nothing,
  'tenure.core/tabs': nothing,
  'tenure.core/list-tabs': nothing,
  'tenure.core/pages': nothing,
  'tenure.core/tab': async (world) => [...(await shown(tabsContract)(world)), ...(await shown(pagesContract)(world))],
  'tenure.core/texts': () => [{ language: 'de' }],
  'tenure.core/users': nothing,
  'tenure.core/viewable': nothing,
  'tenure.core/settings-sections': nothing,
  'tenure.core/settings': sections,
  'tenure.core/last-save': sections,
  'tenure.core/settings-effects': async (world) => (await sections(world)).map((place) => ({ ...place, values: {} })),
  'tenure.core/workspaces': nothing,
  'tenure.core/preferences': () => [{}],
  'tenure.core/follow': eachRecord(),
  'tenure.core/notifications': () => [{ limit: 500 }, { limit: 500, kinds: ['reminder'] }],
  'tenure.core/unread-notifications': nothing,
  'tenure.core/bulk-offers': eachType,
  'tenure.core/assignees': () => owners.map((of) => ({ records: { type: 'company', ids: [idOf('company', of)] }, property: 'csm' })),
  'tenure.core/run': () => [{ run: idOf('run', 'far') }],
  'tenure.core/audit': () => [{ limit: 200 }, { kinds: ['refusal'] }],
  'tenure.core/audit-entry': () => [{ entry: idOf('auditEntry', 'far') }],
  'tenure.core/audit-counts': () => [{}],
  'tenure.core/audit-change': () => [{ entry: idOf('auditEntry', 'far') }],
  'tenure.core/active-profiles': nothing,
  'tenure.core/score-profiles': nothing,
  'tenure.core/score-progress': nothing,
  'tenure.core/health': eachRecord(),
  'tenure.core/health-trend': ({ business }) => business.map(({ name }) => ({ type: name, ids: owners.map((of) => idOf(name, of)) })),
  'tenure.core/health-overview': () => [{ of: 'mine' }, { of: 'all', weeks: 4 }],
  'tenure.core/profile-preview': () => [{ definition: scoreProfile, record: idOf('company', 'far') }],
  'tenure.core/jobs': nothing,
  'tenure.core/job-runs': () => [{ job: 'test.matrix/idle' }],
  'tenure.core/runs': () => [{ limit: 100 }],
  'tenure.core/public-links': () => [{}],
  'tenure.calendars/feed': nothing,
  'tenure.surveys/surveys': nothing,
  'tenure.surveys/recipients': () => [{ text: '' }, { text: '', company: idOf('company', 'far') }],
  'tenure.surveys/of-record': () => (['contact', 'company'] as const).flatMap((type) => owners.map((of) => ({ type, id: idOf(type, of) }))),
  'tenure.surveys/question': () => [{ survey: idOf('survey', 'far'), contact: idOf('contact', 'far') }],
  'tenure.calendars/subscriptions': nothing,
  'tenure.core/edition': nothing,
  'tenure.core/object-roles': nothing,
  'tenure.core/mapping-effect': () => [
    { customer: 'company', serviceRole: null, revenue: ['deal'] },
    { customer: 'contact', serviceRole: 'service', revenue: ['deal'] },
  ],
  'tenure.core/object-types': nothing,
  'tenure.core/pipelines': nothing,
  'tenure.core/people': () => [{}, { text: 'qq' }],
  'tenure.core/person': ({ host }) => host.users().map(({ id }) => ({ user: id })),
  'tenure.core/teams': nothing,
  'tenure.core/permission-sets': nothing,
  'tenure.core/rights-offers': nothing,
  'tenure.core/explain-access': eachRecord({ user: 'cam' }),
  'tenure.core/hand-over-customers': () => [{ user: 'far', limit: 100 }, { user: 'cam' }],
  'tenure.core/hand-over-plan': () => [{ user: 'far', to: ['cam', 'tia'] }],
  ...ofCollection('tenure.customers/list', 'company', { view: 'tenure.customers/all' }),
  'tenure.customers/list-cards': nothing,
  'tenure.schedule/items': () => [
    { from: '1970-01-01', to: '1970-12-31', timeZone: 'UTC' },
    { from: '2026-01-01', to: '2026-12-31', timeZone: 'Pacific/Auckland' },
  ],
  'tenure.schedule/linked': eachRecord(),
  'tenure.schedule/today': nothing,
  'tenure.tasks/due': nothing,
  'tenure.alerts/active': () => [{}, { all: true }],
  'tenure.alerts/of-record': () => ['company', 'contact'].flatMap((type) => owners.map((of) => ({ type, id: idOf(type, of) }))),
  'tenure.alerts/report': () => [{}, { days: 730 }],
  'tenure.dashboards/list': nothing,
  'tenure.dashboards/dashboard': async (world) => [{ id: idOf('dashboard', 'far') }, { id: (await boardForAll(world)).id }],
  'tenure.dashboards/saved-report': async (world) => [{ id: idOf('report', 'far') }, { id: (await boardForAll(world)).report }],
  'tenure.dashboards/library-report': async (world) => (await libraryOf(world)).map((id) => ({ id })),
  'tenure.dashboards/subjects': nothing,
  'tenure.dashboards/values': reports,
  'tenure.dashboards/behind': recordsBehind,
  'tenure.dashboards/place-behind': recordsBehind,
  'tenure.dashboards/drawn': () => [{ title: 'New', query: reportQuery }],
  'tenure.dashboards/activity-by-type': nothing,
  'tenure.dashboards/health-trend': nothing,
  'tenure.dashboards/summary-reports': nothing,
  ...ofCollection('tenure.tasks/list', 'task', { view: 'tenure.tasks/open', where: { test: 'all', filters: [] } }),
  ...ofCollection('tenure.feed/list', 'contactActivity', { view: 'tenure.feed/all', where: { test: 'all', filters: [] } }),
  ...ofCollection('tenure.services/list', 'service', { view: 'tenure.services/all' }),
  ...ofCollection('tenure.revenue/list', 'deal', { view: 'tenure.revenue/all' }),
  'tenure.revenue/figures': () => [{}],
  'tenure.revenue/renewals-by-month': () => [{}],
  'tenure.foresight/backtest': () => [{ profile: scoreProfile, ...whoLeft }],
  'tenure.foresight/fit': () => [whoLeft],
  'tenure.revenue/renewal-health': () => [{}],
  'tenure.revenue/renewal-months': () => [{}],
  'tenure.revenue/forecast': () => [{}],
  'tenure.revenue/renewal-records': () => [{}],
  'tenure.revenue/movements': () => [{}, { known: '2026-01-01' }],
  'tenure.revenue/retention': () => [{}],
  'tenure.revenue/retention-trend': () => [{}],
  'tenure.revenue/customers-behind': () => [{}, { step: 'closing' }],
  'tenure.revenue/left-out': () => [{}],
  'tenure.record/record': eachRecord(),
  'tenure.record/history': eachRecord({ limit: 500 }),
  'tenure.record/timeline': eachRecord({ limit: 500 }),
  'tenure.record/origins': eachRecord(),
  'tenure.record/moves': ({ business }) =>
    business
      .filter(({ pipelines }) => pipelines !== undefined)
      .flatMap(({ name }) => owners.map((of) => ({ type: name, id: idOf(name, of) }))),
  'tenure.record/parts': eachType,
  'tenure.record/merge-preview': pairs,
  'tenure.record/search': () => [
    { text: 'qq', limit: 50 },
    { text: 'qq', limit: 50, archived: true },
  ],
  'tenure.record/filter-fields': eachType,
  'tenure.record/new': eachType,
  'tenure.imports/offer': nothing,
  'tenure.imports/history': nothing,
  'tenure.imports/lines': async (world) => [
    { run: idOf('run', 'far'), result: 'rejected' },
    { run: await world.imported(), result: 'rejected' },
  ],
  'tenure.imports/sample': nothing,
  'tenure.first-start/steps': nothing,
  'test.matrix/given': nothing,
  'test.matrix/ask': ({ types }) =>
    [...types.values()].flatMap((type) => [
      { type: type.name, select: namesIn(type) },
      ...type.properties.map(({ name }) => ({
        type: type.name,
        select: namesIn(type),
        where: { test: 'is-known', property: `${type.name}.${name}` },
      })),
      { type: type.name, select: namesIn(type), archived: 'only' },
    ]),
}
