import { subscribeContract, subscriptionsContract } from '@tenure/calendars'
import { getValue } from '@tenure/core'
import { permissionSetsContract, personContract, pipelinesContract, takeSampleInContract, teamsContract } from '@tenure/core/administration'
import { Contact, type Json, rowOf } from '@tenure/core/contract'
import { saveProfileContract } from '@tenure/core/health'
import { createPublicLinkContract } from '@tenure/core/outside'
import {
  archiveRecordContract,
  historyContract,
  recordContract,
  saveViewContract,
  settingsContract,
  settingsSectionsContract,
  updateRecordContract,
} from '@tenure/core/page'
import { type Asker, editsRecord, hides, root, seesRecord, worksHere } from './test-askers.js'
import { libraryOf, makeBoard, reportQuery } from './test-boards.js'
import { idOf, type Owner, owners } from './test-canaries.js'
import { scoreProfile } from './test-profile.js'
import { aCalendar, type ObjectType, type World } from './test-world.js'

// What each action is tried with, and who must be refused. An action that is not here fails the matrix.

/** One call of an action. Where `forbids` says nothing of an asker, the call is not made: it may be either. */
export interface Attempt {
  readonly input: unknown
  readonly forbids: (asker: Asker) => boolean
}
type Attempts = (world: World) => readonly Attempt[] | Promise<readonly Attempt[]>

const collection = 'tenure.customers/list'
const isComputed = ({ computed }: { readonly computed?: true }): boolean => computed === true
/** Values that change a property of a record in a valid way. */
function changed(type: ObjectType, property: ObjectType['properties'][number], of: Owner): Readonly<Record<string, Json>> {
  const [pipeline] = type.pipelines ?? []
  if (pipeline !== undefined && ['pipeline', 'stage'].includes(property.name))
    return { pipeline: pipeline.value, stage: pipeline.stages[property.name === 'stage' ? 1 : 0]?.value ?? '' }
  const time = type.takesPlace && timeValues[property.name]
  if (time) return time
  const option = property.options?.[0]?.value
  const text = option ?? (property.format === 'repeat' ? 'FREQ=DAILY' : `new ${property.name}`)
  const values: Readonly<Record<string, Json>> = {
    number: 5,
    boolean: true,
    date: '2026-08-01',
    datetime: Date.UTC(2026, 7, 1),
    money: { amount: '5', currency: 'EUR' },
    multi_enumeration: [text],
    json: { new: true },
    user: type.ownership.includes(property.name) ? (of === 'far' ? 'viewer' : 'far') : 'viewer',
  }
  return { [property.name]: values[property.kind] ?? text }
}
// Of what takes place, these hang together.
const day = { startDate: '2026-08-01', endDate: '2026-08-01' }
const hour = { startDate: null, endDate: null, at: Date.UTC(2026, 7, 1), endAt: Date.UTC(2026, 7, 1) }
const timeValues: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  ...{ startDate: day, endDate: day, at: hour, endAt: hour },
  timeZone: { timeZone: 'Europe/Berlin' },
  joinUrl: { joinUrl: 'https://meet.example' },
  repeatExcept: { repeatExcept: ['2026-08-01'] },
  repeatAlso: { repeatAlso: ['2026-08-01'] },
}
function forbidsValues(type: ObjectType, of: Owner, names: readonly string[]): Attempt['forbids'] {
  return (asker) => !editsRecord(asker, of) || asker.isReadOnly || names.some((name) => hides(asker, `${type.name}.${name}`))
}
const eachProperty = (to: (type: ObjectType, of: Owner, values: Readonly<Record<string, Json>>) => unknown): Attempts => {
  return ({ business }) =>
    business.flatMap((type) =>
      type.properties
        .filter((property) => !isComputed(property) && property.kind !== 'json')
        .flatMap((property) =>
          owners.map((of): Attempt => {
            const values = changed(type, property, of)
            return { input: to(type, of, values), forbids: forbidsValues(type, of, Object.keys(values)) }
          }),
        ),
    )
}
const eachRecord = (to: (type: ObjectType, id: string, of: Owner) => unknown, forbids: (of: Owner) => Attempt['forbids']): Attempts => {
  return ({ business }) =>
    business.flatMap((type) => owners.map((of) => ({ input: to(type, idOf(type.name, of), of), forbids: forbids(of) })))
}
const notEdited = (of: Owner): Attempt['forbids'] => {
  return (asker) => !editsRecord(asker, of)
}
const [, , , free] = owners
const address = 'https://calendar.example/a.ics'
const administrators = (asker: Asker): boolean => asker.active && (asker.superAdmin || (asker.seat && asker.manages))
// A super admin without a seat edits no score (ACC-5).
const notEditorOfScores = (asker: Asker): boolean => !asker.seat || !administrators(asker)
async function draftProfile({ host }: World): Promise<{ readonly profile: string; readonly version: string }> {
  const { profile, version } = getValue(await host.as(root.id).act(saveProfileContract, { definition: scoreProfile, alerts: false }))
  return { profile, version }
}
/** Links between a record and one of a type that it can be linked to. */
const eachLink = (free: boolean): Attempts => {
  return ({ business }) =>
    business.flatMap((type) =>
      type.associations
        .filter(({ to }) => business.some(({ name }) => name === to))
        .slice(0, free ? 1 : 2)
        .flatMap(({ name, to }) =>
          (['far', 'cam'] as const).map((of): Attempt => {
            const other = to === type.name ? 'tia' : of
            return {
              input: {
                type: type.name,
                id: idOf(type.name, of),
                association: name,
                to: idOf(to, other),
                ...(free ? { label: 'new' } : {}),
              },
              forbids: (asker) =>
                !worksHere(asker) ||
                !(editsRecord(asker, of) || editsRecord(asker, other)) ||
                !(seesRecord(asker, of) && seesRecord(asker, other)),
            }
          }),
        ),
    )
}

const superAdminsOnly: Attempt['forbids'] = ({ superAdmin, active }) => !superAdmin || !active
const forSuperAdmins = (input: unknown): Attempts => {
  return () => [{ input, forbids: superAdminsOnly }]
}

// An upload, and an import, is of the user who made it.
const allButRoot: Attempt['forbids'] = ({ id }) => id !== root.id
const forRootAlone = (to: (world: World) => Promise<unknown>): Attempts => {
  return async (world) => [{ input: await to(world), forbids: allButRoot }]
}
// What a user subscribes to is that user's alone, whatever others see.
const ofOwnCalendar = forRootAlone(async ({ host }) => {
  const desk = host.as(root.id)
  const [known] = getValue(await desk.read(subscriptionsContract)).subscriptions
  const id = known?.id ?? getValue(await desk.act(subscribeContract, { address })).id
  // The first look at it writes.
  await host.idle()
  return { id }
})

const notManager: Attempt['forbids'] = (asker) => !worksHere(asker) || !administrators(asker)
/** One attempt with a dashboard of root's alone, one with a dashboard that everyone sees (DSH-1). */
const eachBoard = (to: (id: string, world: World) => unknown, forbidsShared = notManager): Attempts => {
  return async (world) => [
    { input: await to((await makeBoard(world, 'private')).id, world), forbids: allButRoot },
    { input: await to((await makeBoard(world, 'everyone')).id, world), forbids: forbidsShared },
  ]
}
const eachAlert = (to: (alert: string) => unknown, ...properties: readonly string[]): Attempts => {
  return ({ business }) =>
    business
      .filter(({ name }) => name === 'alert')
      .flatMap((type) => owners.map((of) => ({ input: to(idOf('alert', of)), forbids: forbidsValues(type, of, properties) })))
}

/** The attempts by the id of the action, in the order in which a super admin can make them. */
export const writes: Readonly<Record<string, Attempts>> = {
  'tenure.core/save-settings': async ({ host }) => {
    const sections = getValue(await host.as(root.id).read(settingsSectionsContract))
    return Promise.all(
      sections.map(async ({ id, scope }): Promise<Attempt> => {
        const place = { section: id, ...(scope === 'workspace' && { workspace: 'main' }) }
        const { values, version } = getValue(await host.as(root.id).read(settingsContract, place))
        return { input: { ...place, values, version }, forbids: (asker) => !administrators(asker) }
      }),
    )
  },
  'tenure.core/create-workspace': () => [{ input: { name: 'Matrix' }, forbids: (asker) => !administrators(asker) }],
  'tenure.core/save-workspace': () => [
    { input: { workspace: 'main', values: { name: 'Head office' }, version: '0' }, forbids: (asker) => !administrators(asker) },
  ],
  'tenure.core/delete-workspace': () => [
    { input: { workspace: idOf('workspace', 'far'), acknowledged: true }, forbids: (asker) => !administrators(asker) },
  ],
  'tenure.core/save-preference': () => [{ input: { name: 'test/matrix', value: 1 }, forbids: ({ active }) => !active }],
  'tenure.core/save-view': () => [
    { input: { collection, name: 'New' }, forbids: (asker) => !worksHere(asker) },
    { input: { collection, name: 'New', audience: 'everyone' }, forbids: (asker) => !administrators(asker) },
  ],
  'tenure.core/delete-view': async ({ host }) => {
    const { id } = getValue(await host.as(root.id).act(saveViewContract, { collection, name: 'Shared', audience: 'everyone' }))
    return [{ input: { id }, forbids: (asker) => !administrators(asker) }]
  },
  'tenure.core/set-default-view': () => [
    { input: { collection, view: 'tenure.customers/all', place: 1 }, forbids: (asker) => !administrators(asker) },
  ],
  'tenure.core/set-follow': eachRecord(
    ({ name }, id) => ({ type: name, id, following: true }),
    (of) => (asker) => !seesRecord(asker, of),
  ),
  'tenure.core/mark-notifications': () => [
    { input: { ids: [idOf('notification', 'far')], read: false }, forbids: ({ id }) => id !== 'far' },
    { input: { all: true, read: true }, forbids: ({ id }) => id !== 'far' },
  ],
  'tenure.core/set-removed': eachRecord(
    ({ name }, id) => ({ type: name, id, removed: true }),
    (of) => (asker) => !seesRecord(asker, of),
  ),
  'tenure.record/update': eachProperty(({ name }, of, values) => ({ type: name, id: idOf(name, of), values })),
  'tenure.record/update-many': eachProperty(({ name }, of, values) => ({ type: name, records: [{ id: idOf(name, of), values }] })),
  'tenure.core/bulk': async (world) => [
    ...(await eachProperty(({ name }, of, values) => ({ records: { type: name, ids: [idOf(name, of)] }, change: { values } }))(world)),
    ...(await eachRecord(({ name }, id) => ({ records: { type: name, ids: [id] }, change: { archive: true } }), notEdited)(world)),
    ...(await eachRecord(({ name }, id) => ({ records: { type: name, ids: [id] }, change: { restore: true } }), notEdited)(world)),
  ],
  'tenure.schedule/move': ({ business }) =>
    business
      .filter(({ name }) => name === 'task' || name === 'meeting')
      .flatMap((type) =>
        owners.map((of) => ({
          input: { type: type.name, id: idOf(type.name, of), startAt: 0, endAt: 1 },
          forbids: forbidsValues(type, of, [type.name === 'task' ? 'dueAt' : 'at']),
        })),
      ),
  'tenure.tasks/complete': ({ business }) =>
    business
      .filter(({ name }) => name === 'task')
      .flatMap((type) => owners.map((of) => ({ input: { task: idOf('task', of) }, forbids: forbidsValues(type, of, ['status']) }))),
  'tenure.core/undo': async ({ host }) => {
    const of = { type: 'company', id: idOf('company', 'far') }
    const desk = host.as(root.id)
    getValue(await desk.act(updateRecordContract, { ...of, values: { city: 'Changed' } }))
    const [newest] = getValue(await desk.read(historyContract, { ...of, property: 'city' }))
    return [
      {
        input: { group: newest?.group ?? '' },
        forbids: (asker) => !editsRecord(asker, 'far') || asker.isReadOnly || hides(asker, 'company.city'),
      },
    ]
  },
  'tenure.core/save-object-type': forSuperAdmins({
    label: 'Site',
    plural: 'Sites',
    properties: [{ label: 'Name', kind: 'string' }],
    associations: [],
    pipelines: [],
  }),
  'tenure.core/save-pipelines': async ({ host }) => {
    const [first] = getValue(await host.as(root.id).read(pipelinesContract))
    const { type = '', version = '', pipelines = [] } = first ?? {}
    return [{ input: { type, version, pipelines }, forbids: (asker) => !administrators(asker) }]
  },
  'tenure.core/add-person': forSuperAdmins({ name: 'New', superAdmin: true, seat: true }),
  'tenure.core/save-person': async ({ host }) => {
    const { version } = getValue(await host.as(root.id).read(personContract, { user: 'far' }))
    return [{ input: { user: 'far', version, values: { superAdmin: true } }, forbids: superAdminsOnly }]
  },
  'tenure.core/save-team': forSuperAdmins({ name: 'New' }),
  'tenure.core/remove-team': async ({ host }) => {
    const team = getValue(await host.as(root.id).read(teamsContract)).find(({ id }) => id === 'away')
    return [{ input: { team: 'away', version: team?.version ?? '' }, forbids: superAdminsOnly }]
  },
  'tenure.core/save-permission-set': forSuperAdmins({ name: 'New', permissions: ['settings.manage'] }),
  'tenure.core/remove-permission-set': async ({ host }) => {
    const [set] = getValue(await host.as(root.id).read(permissionSetsContract))
    return [{ input: { set: set?.id ?? '', version: set?.version ?? '' }, forbids: superAdminsOnly }]
  },
  'tenure.core/activate-type': forSuperAdmins({ type: 'service' }),
  'tenure.core/end-sessions': forSuperAdmins({ user: 'far' }),
  'tenure.core/hand-over': forSuperAdmins({ user: 'far', to: ['cam', 'tia'], deactivate: true }),
  'tenure.core/cancel-run': () => [{ input: { run: idOf('run', 'far') }, forbids: ({ id, superAdmin }) => id !== 'far' && !superAdmin }],
  'tenure.record/create': ({ business }) =>
    business
      .filter(({ active }) => active)
      .map((type) => ({
        input: { type: type.name, values: { [type.title]: 'New' } },
        forbids: (asker) => !worksHere(asker) || asker.edit === 'none',
      })),
  'tenure.record/associate': eachLink(true),
  'tenure.record/unassociate': eachLink(true),
  'tenure.record/archive': eachRecord(({ name }, id) => ({ type: name, id }), notEdited),
  'tenure.record/merge': ({ business }) =>
    business.map(({ name }) => ({
      input: { type: name, id: idOf(name, 'far'), other: idOf(name, 'free') },
      forbids: (asker) => !editsRecord(asker, 'far') || !editsRecord(asker, free),
    })),
  'tenure.core/create-public-link': () => [{ input: { kind: 'test.matrix/link', name: 'New' }, forbids: (asker) => !worksHere(asker) }],
  'tenure.core/revoke-public-link': forRootAlone(async ({ host }) => {
    const { id } = getValue(await host.as(root.id).act(createPublicLinkContract, { kind: 'test.matrix/link', name: 'Old' }))
    return { id }
  }),
  'tenure.surveys/create': () => [
    {
      input: { name: 'New', kind: 'nps', question: 'How likely?', language: 'en' },
      forbids: (asker) => !worksHere(asker) || asker.edit === 'none',
    },
  ],
  'tenure.surveys/answer': () => [
    {
      input: { survey: idOf('survey', 'far'), contact: idOf('contact', 'far'), score: 5, comment: '' },
      forbids: (asker) => !worksHere(asker) || asker.edit === 'none' || asker.isReadOnly,
    },
  ],
  'tenure.feed/take': ({ host }) =>
    Promise.all(
      owners.map(async (of) => {
        const row = await host.as(root.id).records.find(idOf('contact', of), rowOf(Contact.email))
        return {
          input: { activities: [{ contact: row?.email, kind: 'other', title: 'New' }] },
          forbids: (asker) => !seesRecord(asker, of) || asker.edit === 'none' || asker.isReadOnly || hides(asker, 'contact.email'),
        } satisfies Attempt
      }),
    ),
  'tenure.calendars/subscribe': () => [{ input: { address }, forbids: (asker) => !worksHere(asker) }],
  'tenure.calendars/refresh': ofOwnCalendar,
  'tenure.calendars/unsubscribe': ofOwnCalendar,
  'tenure.calendars/show-address': ofOwnCalendar,
  'tenure.calendar-pages/check': () => [{ input: { file: 'a.ics', text: aCalendar }, forbids: (asker) => !worksHere(asker) }],
  'tenure.calendar-pages/import': () => [{ input: { file: 'a.ics', text: aCalendar }, forbids: (asker) => !worksHere(asker) }],
  'tenure.alerts/snooze': eachAlert((alert) => ({ alert, until: Date.UTC(2026, 7, 1) }), 'state', 'snoozedUntil'),
  'tenure.alerts/close': eachAlert((alert) => ({ alert, outcome: 'known', note: 'new' }), 'state', 'outcome', 'note', 'closedAt'),
  'tenure.alerts/dismiss': eachAlert((alert) => ({ alert }), 'state', 'closedAt'),
  'tenure.alerts/take-on': () =>
    owners.map((of) => ({
      input: { alert: idOf('alert', of), title: 'New' },
      forbids: (asker) => !seesRecord(asker, of) || asker.edit === 'none',
    })),
  'tenure.dashboards/save-dashboard': async (world) => [
    { input: { name: 'New' }, forbids: (asker) => !worksHere(asker) },
    ...(await eachBoard((id) => ({ id, name: 'Changed' }))(world)),
  ],
  'tenure.dashboards/place-report': eachBoard(async (dashboard, world) => ({ dashboard, library: (await libraryOf(world))[0] })),
  'tenure.dashboards/save-report': eachBoard((dashboard) => ({ dashboard, name: 'New', query: reportQuery })),
  'tenure.dashboards/copy-dashboard': eachBoard(
    (id) => ({ id, name: 'New' }),
    (asker) => !worksHere(asker),
  ),
  'tenure.dashboards/delete-dashboard': eachBoard((id) => ({ id })),
  'tenure.dashboards/add-dashboards': eachBoard(
    (id) => ({ ids: [id], audience: 'teams', teams: ['near'], confirmed: true }),
    (asker) => !administrators(asker),
  ),
  'tenure.dashboards/take-out-dashboard': async (world) => [
    { input: { id: (await makeBoard(world, 'everyone')).id }, forbids: (asker) => !administrators(asker) },
  ],
  'tenure.dashboards/set-summary-reports': async (world) => [
    // A super admin without a seat has a Summary as well (ACC-5).
    {
      input: { reports: (await libraryOf(world)).slice(0, 1) },
      forbids: ({ active, seat, superAdmin }) => !active || !(seat || superAdmin),
    },
  ],
  'tenure.core/save-profile': () => [{ input: { definition: scoreProfile }, forbids: notEditorOfScores }],
  'tenure.core/activate-profile': async (world) => [{ input: await draftProfile(world), forbids: notEditorOfScores }],
  'tenure.core/change-profile': async (world) => [
    { input: { ...(await draftProfile(world)), change: 'delete' }, forbids: notEditorOfScores },
  ],
  'tenure.core/run-job': () => [{ input: { job: 'test.matrix/idle' }, forbids: (asker) => !asker.superAdmin }],
  'tenure.core/export-audit': () => [{ input: { format: 'csv' }, forbids: (asker) => !asker.superAdmin }],
  'tenure.core/erase': ({ business, host }) =>
    Promise.all(
      // An activity of one record is erased with it.
      [...business.filter(({ activity }) => activity), ...business.filter(({ activity }) => !activity)].map(
        async ({ name: type }): Promise<Attempt> => {
          const ref = { type, id: idOf(type, 'far') }
          const { title } = getValue(await host.as(root.id).read(recordContract, ref))
          return { input: { ...ref, name: title ?? ref.id }, forbids: (asker) => !asker.superAdmin || !seesRecord(asker, 'far') }
        },
      ),
    ),
  'tenure.imports/analyse': forRootAlone(async ({ plan }) => ({ uploads: (await plan()).files.map(({ upload }) => upload) })),
  'tenure.imports/check': forRootAlone(async ({ plan }) => ({ plan: await plan() })),
  'tenure.imports/start': forRootAlone(async ({ plan }) => ({ plan: await plan() })),
  'tenure.imports/steer': forRootAlone(async ({ imported }) => ({ run: await imported(), to: 'undo' })),
  'tenure.imports/mend': forRootAlone(async ({ imported }) => ({
    run: await imported(),
    ...{ file: 'matrix.csv', line: 3, cells: { Renewal: '28.02.2027' } },
  })),
  // A user who may see an import may see what of it was rejected.
  'tenure.imports/rejected-csv': async ({ imported }) => [{ input: { run: await imported() }, forbids: superAdminsOnly }],
  'tenure.imports/sample-in': forSuperAdmins(undefined),
  'tenure.imports/sample-out': async ({ host }) => {
    getValue(await host.as(root.id).act(takeSampleInContract))
    await host.idle()
    return [{ input: undefined, forbids: superAdminsOnly }]
  },
  'tenure.imports/sample-cancel': async ({ host }) => {
    await host.as(root.id).act(takeSampleInContract)
    return [{ input: undefined, forbids: superAdminsOnly }]
  },
  'tenure.first-start/hide': () => [{ input: undefined, forbids: (asker) => !administrators(asker) }],
  'tenure.record/restore': async (world) => {
    for (const { name } of world.business)
      for (const of of owners) await world.host.as(root.id).act(archiveRecordContract, { type: name, id: idOf(name, of) })
    return eachRecord(({ name }, id) => ({ type: name, id }), notEdited)(world)
  },
}
