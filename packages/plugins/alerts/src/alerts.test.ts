import { use } from '@tenure/core'
import { jobsContract } from '@tenure/core/administration'
import { Company, Deal, days, getValue, minutes } from '@tenure/core/contract'
import { activateProfileContract, saveProfileContract } from '@tenure/core/health'
import {
  archiveRecordContract,
  createRecordContract,
  notificationsContract,
  recordContract,
  saveSettingsContract,
  settingsContract,
  undoContract,
  updateRecordContract,
} from '@tenure/core/page'
import { scoreProfileSchema } from '@tenure/core/score'
import { customerList, customers } from '@tenure/customers'
import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { taskList, tasks } from '@tenure/tasks'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { Alert } from './alert-type.js'
import {
  activeAlerts,
  alertReport,
  alerts,
  alertsOfRecord,
  closeContract,
  dismissContract,
  snoozeContract,
  takeOnContract,
} from './index.js'

const some = { '*': { view: 'all', edit: 'all', delete: 'all' } } as const
const seed = {
  users: [
    aUser({ id: 'ines' }),
    aUser({ id: 'ada' }),
    aUser({ id: 'root', superAdmin: true }),
    aUser({ id: 'blind', objects: { ...some, company: { view: 'none', edit: 'none', delete: 'none' } } }),
    aUser({ id: 'boss', permissions: ['workspace.access', 'settings.manage'] }),
  ],
  records: [
    record(Company, 'c1', { name: 'Halden Freight', csm: 'ines', owner: 'ines', healthStatus: 'neutral' }),
    record(Company, 'c2', { name: 'Solenne Hotels', csm: 'ines', owner: 'ines' }),
    record(Company, 'c3', { name: 'Veltra Energy', csm: 'ada', owner: 'ada', healthStatus: 'healthy' }),
  ],
}
const start = async (): Promise<TestHost> => {
  const host = await createTestHost({
    plugins: [use(alerts), use(customers), use(tasks), use(recordPlugin)],
    seed,
    now: '2026-06-29T08:00:00Z',
  })
  // The jobs have seen where they begin.
  await host.idle()
  return host
}
const score = async (host: TestHost, id: string, status: 'at-risk' | 'neutral' | 'healthy' | null) => {
  getValue(await host.as('boss').edit(id, Company.healthStatus, status))
  await host.idle()
}
const listOf = async (host: TestHost, as = 'ines', all = false) => getValue(await host.as(as).read(activeAlerts, { all }))
const saidOf = async (host: TestHost, as = 'ines') =>
  (await listOf(host, as)).alerts.map(({ customer, from, to, state }) => `${customer.name} ${from} ${to} ${state}`)
const onlyOf = async (host: TestHost) => {
  const [alert] = (await listOf(host)).alerts
  if (alert === undefined) throw new Error('no alert')
  return alert
}

test('[SUM-2] [REC-10] a customer that was archived before its crossing was looked at raises no alert and holds up no other', async () => {
  await using host = await start()
  getValue(await host.as('boss').edit('c1', Company.healthStatus, 'at-risk'))
  getValue(await host.as('ada').act(archiveRecordContract, { type: 'company', id: 'c1' }))
  await score(host, 'c3', 'neutral')
  expect([await saidOf(host), await saidOf(host, 'ada')]).toEqual([[], ['Veltra Energy healthy neutral open']])
  const jobs = getValue(await host.as('root').read(jobsContract))
  expect(jobs.find(({ id }) => id === 'tenure.alerts/raise')).toMatchObject({ failures: 0, again: 0, left: 0 })
})

test('[SUM-2] [BEY-6] a crossing between two known statuses raises one alert for the CSM, a first status none', async () => {
  await using host = await start()
  await score(host, 'c2', 'healthy')
  expect(await saidOf(host)).toEqual([])
  await score(host, 'c1', 'at-risk')
  expect(await saidOf(host)).toEqual(['Halden Freight neutral at-risk open'])
  expect(await onlyOf(host)).toMatchObject({ dueAt: Date.parse('2026-07-02T08:00:00Z'), customer: { type: 'company', id: 'c1' } })
  expect(await saidOf(host, 'ada')).toEqual([])
  await score(host, 'c2', null)
  await score(host, 'c2', 'at-risk')
  expect((await listOf(host)).total).toBe(1)
  const told = getValue(await host.as('ines').read(notificationsContract, {})).rows
  expect(told).toHaveLength(1)
})

test('[SUM-2] alerts follow the customer to its CSM of now, with the record rights of now', async () => {
  await using host = await start()
  await score(host, 'c1', 'at-risk')
  getValue(await host.as('boss').edit('c1', Company.csm, 'ada'))
  await host.idle()
  expect([await saidOf(host), await saidOf(host, 'ada')]).toEqual([[], ['Halden Freight neutral at-risk open']])
  getValue(await host.as('boss').edit('c1', Company.csm, 'blind'))
  await host.idle()
  expect([await saidOf(host, 'ada'), await saidOf(host, 'blind')]).toEqual([[], []])
})

test('[BEY-6] a flapping score raises at most one alert per crossing; one that nobody took on is overtaken by the next', async () => {
  await using host = await start()
  for (const status of ['at-risk', 'neutral', 'at-risk', 'neutral', 'at-risk'] as const) await score(host, 'c1', status)
  expect(await saidOf(host)).toEqual(['Halden Freight neutral at-risk open'])
  const { total, rows } = getValue(await host.as('ines').read(alertsOfRecord, { type: 'company', id: 'c1' }))
  expect(total).toBe(5)
  expect(rows.filter(({ outcome }) => outcome === 'overtaken')).toHaveLength(4)
})

test('[SUM-2] [BEY-6] an alert lives its days; one that is snoozed or a task stays until it is closed', async () => {
  await using host = await start()
  await score(host, 'c1', 'at-risk')
  await host.advance(days(13))
  expect((await listOf(host)).total).toBe(1)
  await host.advance(days(2))
  expect((await listOf(host)).total).toBe(0)
  await score(host, 'c1', 'neutral')
  const { id } = await onlyOf(host)
  const until = Date.parse('2026-07-20T08:00:00Z')
  getValue(await host.as('ines').act(snoozeContract, { alert: id, until }))
  await host.advance(minutes(1))
  await score(host, 'c1', 'at-risk')
  const [taken] = (await listOf(host)).alerts
  getValue(await host.as('ines').act(takeOnContract, { alert: taken?.id ?? '', title: 'Call Halden' }))
  await host.advance(days(60))
  expect(await saidOf(host)).toEqual(['Halden Freight neutral at-risk open', 'Halden Freight at-risk neutral snoozed'])
  getValue(await host.as('ines').act(dismissContract, { alert: id }))
  getValue(await host.as('ines').act(closeContract, { alert: taken?.id ?? '', outcome: 'real-risk' }))
  expect(await saidOf(host)).toEqual([])
})

test('[SUM-2] of a crossing that an import tells of, the alert lives from the day on which it happened', async () => {
  await using host = await start()
  const at = (back: number) => Date.parse('2026-06-29T08:00:00Z') - back * 86_400_000
  const status = (externalId: string, healthStatus: string, csm = 'ines') => ({
    ...{ type: 'company', externalId, links: [] },
    values: { name: externalId, csm, healthStatus },
  })
  const importer = host.importer('test')
  await importer.run(
    ['Long ago', 'Lately', 'Today'].map((name) => status(name, 'healthy')),
    { at: at(60) },
  )
  await host.idle()
  await importer.run([status('Long ago', 'neutral')], { at: at(40) })
  await importer.run([status('Lately', 'at-risk')], { at: at(5) })
  await importer.run([status('Today', 'neutral')])
  await host.idle()
  const { alerts: shown, total } = await listOf(host)
  expect(total).toBe(2)
  expect(shown.map(({ customer, crossedAt, dueAt }) => [customer.name, crossedAt, dueAt])).toEqual([
    ['Today', at(0), at(-3)],
    ['Lately', at(5), at(2)],
  ])
  const { rows } = getValue(await host.as('ines').read(notificationsContract, {}))
  expect(rows.map(({ about }) => about.id).sort()).toEqual(['test:Lately', 'test:Today'])
  const { rows: ofOne } = getValue(await host.as('ines').read(alertsOfRecord, { type: 'company', id: 'test:Long ago' }))
  expect(ofOne).toMatchObject([{ from: 'healthy', to: 'neutral', crossedAt: at(40) }])
  const { rules } = getValue(await host.as('ines').read(alertReport, { days: 30 }))
  expect(rules.filter(({ raised }) => raised > 0).map(({ from, to, raised }) => `${from} ${to} ${raised}`)).toEqual([
    'healthy at-risk 1',
    'healthy neutral 1',
  ])
})

test('[SUM-2] [BEY-6] an alert that was stored without the time of its crossing is as old as its record', async () => {
  const now = Date.parse('2026-06-29T08:00:00Z')
  const ago = (back: number) => now - back * 86_400_000
  const stored = (id: string, createdAt: number, rest: object = {}) =>
    record(Alert, id, { title: id, from: 'healthy', to: 'neutral', state: 'open', createdAt, ...rest } as never, { company: ['c1'] })
  const records = [stored('old', ago(3)), stored('older', ago(4)), stored('over', ago(40)), stored('new', ago(1), { crossedAt: ago(2) })]
  await using host = await createTestHost({
    plugins: [use(alerts), use(customers), use(tasks), use(recordPlugin)],
    seed: { ...seed, records: [...seed.records, ...records] },
    now: '2026-06-29T08:00:00Z',
  })
  const { alerts: shown, total } = await listOf(host)
  const young = [
    ['new', ago(2)],
    ['old', ago(3)],
    ['older', ago(4)],
  ]
  expect([total, shown.map(({ id, crossedAt }) => [id, crossedAt])]).toEqual([3, young])
  const { rows } = getValue(await host.as('ines').read(alertsOfRecord, { type: 'company', id: 'c1' }))
  expect(rows.map(({ id, crossedAt }) => [id, crossedAt])).toEqual([...young, ['over', ago(40)]])
  const raised = async (span: number) => {
    const { rules } = getValue(await host.as('ines').read(alertReport, { days: span }))
    return rules.reduce((sum, rule) => sum + rule.raised, 0)
  }
  expect([await raised(30), await raised(60)]).toEqual([3, 4])
})

test('[BEY-6] [BEY-5] taking on makes a task of the customer, and each action is undone', async () => {
  await using host = await start()
  await score(host, 'c1', 'at-risk')
  const { id: alert } = await onlyOf(host)
  const { task } = getValue(await host.as('ines').act(takeOnContract, { alert, title: 'Call Halden' }, { key: 'k1' }))
  expect(await onlyOf(host)).toMatchObject({ task: { id: task, done: false } })
  const [row] = getValue(await host.as('ines').read(taskList, { view: 'tenure.tasks/open' })).rows
  expect(row).toMatchObject({ id: task, title: 'Call Halden', dueAt: Date.parse('2026-07-02T08:00:00Z') })
  getValue(await host.as('ines').act(undoContract, { action: takeOnContract.id, key: 'k1' }))
  expect((await onlyOf(host)).task).toBeUndefined()
  getValue(await host.as('ines').act(closeContract, { alert, outcome: 'false-alarm' }, { key: 'k2' }))
  expect((await listOf(host)).total).toBe(0)
  getValue(await host.as('ines').act(undoContract, { action: closeContract.id, key: 'k2' }))
  expect((await onlyOf(host)).state).toBe('open')
  expect(await host.as('ines').act(snoozeContract, { alert, until: 5 })).toMatchObject({ problem: { code: 'input.invalid' } })
  expect(await host.as('ines').act(closeContract, { alert: 'nobody', outcome: 'known' })).toMatchObject({ ok: false })
})

test('[SUM-2] as many are shown as the settings say, the true number is given, and all can be read', async () => {
  await using host = await start()
  const place = { section: 'tenure.alerts/settings' }
  const { version } = getValue(await host.as('boss').read(settingsContract, place))
  getValue(await host.as('boss').act(saveSettingsContract, { ...place, version, values: { lifeDays: 14, most: 1, dueDays: 3 } }))
  await score(host, 'c1', 'at-risk')
  getValue(await host.as('boss').edit('c3', Company.csm, 'ines'))
  await host.advance(days(1))
  await score(host, 'c3', 'neutral')
  const shown = await listOf(host)
  expect([shown.total, ...shown.alerts.map(({ customer }) => customer.name)]).toEqual([2, 'Veltra Energy'])
  expect((await listOf(host, 'ines', true)).alerts).toHaveLength(2)
})

test('[BEY-6] the report counts false alarms by rule, and losses that no rule foretold', async () => {
  await using host = await createTestHost({
    plugins: [use(alerts), use(customers)],
    now: '2026-06-29T08:00:00Z',
    seed: {
      ...seed,
      records: [
        ...seed.records,
        ...['c1', 'c3'].map((company) =>
          record(
            Deal,
            `d-${company}`,
            { name: company, pipeline: 'sales', stage: 'lost', recurring: true, closeDate: '2026-06-28' },
            { company: [company] },
          ),
        ),
      ],
    },
  })
  await host.idle()
  await score(host, 'c1', 'at-risk')
  getValue(await host.as('ines').act(closeContract, { alert: (await onlyOf(host)).id, outcome: 'false-alarm' }))
  const { rules, lost } = getValue(await host.as('ines').read(alertReport))
  expect(lost).toBe(2)
  expect(rules.find(({ from, to }) => from === 'neutral' && to === 'at-risk')).toEqual({
    ...{ from: 'neutral', to: 'at-risk', raised: 1, active: 0, realRisks: 0, falseAlarms: 1, missed: 1 },
  })
  expect(rules.find(({ from, to }) => from === 'healthy' && to === 'neutral')).toMatchObject({ raised: 0, missed: 2 })
})

test('[SUM-2] [BEY-6] the preview of a customer has its alerts with what came of each', async () => {
  await using host = await start()
  await score(host, 'c1', 'at-risk')
  getValue(await host.as('ines').act(closeContract, { alert: (await onlyOf(host)).id, outcome: 'real-risk' }))
  const { links } = getValue(await host.as('ines').read(recordContract, { type: 'company', id: 'c1' }))
  const rows = links.find(({ name }) => name === 'alerts')?.rows.map(({ title, detail }) => [title, detail])
  expect(rows).toEqual([['Neutral → At risk', 'Real risk']])
})

test('[SUM-2] [WSP-6] a crossing is one alert in the whole account; each workspace shows it to whom its own CSM property names', async () => {
  await using host = await createTestHost({
    plugins: [use(alerts), use(customers)],
    now: '2026-06-29T08:00:00Z',
    edition: 'enterprise',
    seed: {
      users: [...seed.users, aUser({ id: 'west', primaryTeam: 'west' })],
      records: [
        { type: 'workspace', id: 'w', values: { name: 'West', teams: ['west'] } },
        record(Company, 'c1', { name: 'Halden Freight', csm: 'ines', owner: 'west', healthStatus: 'neutral' }),
      ],
    },
  })
  const save = async (section: string, changed: object, asked: object = { workspace: 'w' }) => {
    const { version, values } = getValue(await host.as('root').read(settingsContract, { section, ...asked }))
    const next = { ...(values as object), ...changed } as never
    getValue(await host.as('root').act(saveSettingsContract, { section, version, values: next, ...asked }))
  }
  await save('tenure.customers/settings', { csm: 'owner' })
  await save('tenure.alerts/settings', { lifeDays: 30 })
  await host.idle()
  getValue(await host.as('root').edit('c1', Company.healthStatus, 'at-risk'))
  await host.idle()
  const both = async () => [await saidOf(host), await saidOf(host, 'west')]
  expect(await both()).toEqual([['Halden Freight neutral at-risk open'], ['Halden Freight neutral at-risk open']])
  expect((await onlyOf(host)).id).toBe((await listOf(host, 'west')).alerts[0]?.id)
  expect(getValue(await host.as('root').read(alertsOfRecord, { type: 'company', id: 'c1' })).total).toBe(1)
  await host.advance(days(15))
  expect(await both()).toEqual([[], ['Halden Freight neutral at-risk open']])
  getValue(await host.as('west').act(closeContract, { alert: (await listOf(host, 'west')).alerts[0]?.id ?? '', outcome: 'known' }))
  expect(await both()).toEqual([[], []])
})

const account = {
  ...{ name: 'account', label: 'Account', title: 'name' },
  properties: [
    { name: 'name', kind: 'string', label: 'Name' },
    { name: 'csm', kind: 'user', label: 'CSM' },
    { name: 'seats', kind: 'number', label: 'Seats' },
  ],
  associations: [
    { name: 'tasks', to: 'task' },
    { name: 'deals', to: 'deal' },
  ],
} as const
/** A host whose customers are a custom object, with one of ines that has 200 seats and is healthy. */
async function customHost(type: Parameters<ReturnType<TestHost['importer']>['extend']>[0][number] = account) {
  const host = await createTestHost({
    plugins: [use(alerts), use(customers), use(recordPlugin)],
    now: '2026-06-29T08:00:00Z',
    edition: 'enterprise',
    seed: { users: seed.users },
  })
  await host.importer('test').extend([type])
  const root = host.as('root')
  const values = { name: 'Halden Freight', csm: 'ines', seats: 200 }
  const { id } = getValue(await root.act(createRecordContract, { type: 'account', values }))
  const save = async (section: string, changed: object) => {
    const { version, values: now } = getValue(await root.read(settingsContract, { section }))
    getValue(await root.act(saveSettingsContract, { section, version, values: { ...(now as object), ...changed } as never }))
  }
  await save('tenure.core/roles', { customer: 'account' })
  await save('tenure.customers/settings', { csm: 'csm', renewalDate: null })
  const ranges = [
    { to: 50, points: 20 },
    { from: 50, points: 100 },
  ]
  const criterion = { id: 'n', name: 'Seats', kind: 'number', property: 'account.seats', ranges } as const
  const groups = [{ id: 'size', name: 'Size', kind: 'property', maximum: 100, criteria: [criterion] }] as const
  const definition = scoreProfileSchema.parse({ name: 'Size', objectType: 'account', groups })
  const { profile, version } = getValue(await root.act(saveProfileContract, { definition, alerts: false }))
  getValue(await root.act(activateProfileContract, { profile, version, alerts: false }))
  await host.idle()
  const set = async (changed: object) => {
    getValue(await root.act(updateRecordContract, { type: 'account', id, values: changed as never }))
    await host.advance(minutes(1))
    await host.idle()
  }
  return { host, id, set }
}

test('[SUM-2] [MAP-1] [BEY-6] customers that are a custom object raise alerts too: for their CSM, overtaken, taken on and closed', async () => {
  const { host, id, set } = await customHost()
  await using _ = host
  expect((await listOf(host)).total).toBe(0)
  await set({ seats: 20 })
  expect(await saidOf(host)).toEqual(['Halden Freight healthy at-risk open'])
  expect(await onlyOf(host)).toMatchObject({ customer: { type: 'account', id, name: 'Halden Freight', score: 20 } })
  expect(await saidOf(host, 'ada')).toEqual([])
  await set({ seats: 100 })
  expect(await saidOf(host)).toEqual(['Halden Freight at-risk healthy open'])
  await set({ csm: 'ada' })
  expect([await saidOf(host), await saidOf(host, 'ada')]).toEqual([[], ['Halden Freight at-risk healthy open']])
  const [alert] = (await listOf(host, 'ada')).alerts
  getValue(await host.as('ada').act(takeOnContract, { alert: alert?.id ?? '', title: 'Call Halden' }))
  getValue(await host.as('ada').act(closeContract, { alert: alert?.id ?? '', outcome: 'improved' }))
  expect((await listOf(host, 'ada')).total).toBe(0)
  const { rows } = getValue(await host.as('ada').read(alertsOfRecord, { type: 'account', id }))
  expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['improved', 'overtaken'])
})

test('[BEY-6] [MAP-1] a task that is created from an alert of a custom object is linked with that customer', async () => {
  const { host, id, set } = await customHost()
  await using _ = host
  await set({ seats: 20 })
  const { task } = getValue(await host.as('ines').act(takeOnContract, { alert: (await onlyOf(host)).id, title: 'Call Halden' }))
  const { links } = getValue(await host.as('ines').read(recordContract, { type: 'account', id }))
  expect(links.find(({ name }) => name === 'tasks')?.rows.map((row) => row.id)).toEqual([task])
})

test('[BEY-6] [MAP-1] a task of an alert is made also where the custom object has no tasks', async () => {
  const { host, set } = await customHost({ ...account, associations: [] })
  await using _ = host
  await set({ seats: 20 })
  expect(await host.as('ines').act(takeOnContract, { alert: (await onlyOf(host)).id, title: 'Call Halden' })).toMatchObject({ ok: true })
  expect(getValue(await host.as('ines').read(alertReport))).toMatchObject({ lost: 0 })
})

test('[BEY-6] [MAP-1] losses of customers that are a custom object count, and those that no rule foretold are misses', async () => {
  const { host } = await customHost()
  await using _ = host
  const taken = await host.importer('test').run([
    ...['a1', 'a2'].map((externalId) => ({ type: 'account', externalId, values: { name: externalId, csm: 'ines', seats: 70 }, links: [] })),
    ...['a1', 'a2'].map((externalId) => ({
      ...{
        type: 'deal',
        externalId,
        values: { name: externalId, pipeline: 'sales', stage: 'lost', recurring: true, closeDate: '2026-06-28' },
      },
      links: [{ association: 'account', to: { type: 'account', externalId } }],
    })),
  ])
  expect(taken.map(({ result, notes }) => [result, notes])).toEqual(Array(4).fill(['created', undefined]))
  await host.idle()
  getValue(await host.as('root').act(updateRecordContract, { type: 'account', id: 'test:a1', values: { seats: 20 } }))
  await host.advance(minutes(1))
  await host.idle()
  const { lost, rules } = getValue(await host.as('ines').read(alertReport))
  expect([lost, ...rules.slice(0, 3).map(({ from, to, missed }) => `${from} ${to} ${missed}`)]).toEqual([
    2,
    'neutral at-risk 2',
    'healthy at-risk 1',
    'healthy neutral 2',
  ])
})

test('[SUM-2] [MAP-1] the CSM of a custom object is notified of a new alert, as that of a company is', async () => {
  const { host, id, set } = await customHost()
  await using _ = host
  await set({ seats: 20 })
  const { rows } = getValue(await host.as('ines').read(notificationsContract, {}))
  expect(rows.map(({ about }) => [about.type, about.id])).toEqual([['account', id]])
})

test('[SUM-2] [ACC-8] of an alert of a custom object nobody hears who may not see the customer', async () => {
  const { host, id, set } = await customHost()
  await using _ = host
  getValue(await host.as('root').act(updateRecordContract, { type: 'user', id: 'ines', values: { objects: {} } as never }))
  await set({ seats: 20 })
  expect((await listOf(host)).total).toBe(0)
  expect(getValue(await host.as('root').read(alertsOfRecord, { type: 'account', id })).total).toBe(1)
})

/** A healthy customer, and a profile under which it is at risk, which was just activated. */
async function activated(withAlerts: boolean) {
  const host = await createTestHost({
    plugins: [use(alerts), use(customers)],
    now: '2026-06-29T08:00:00Z',
    seed: {
      users: [aUser({ id: 'ines' }), aUser({ id: 'root', superAdmin: true })],
      records: [record(Company, 'c1', { name: 'Halden Freight', csm: 'ines', healthStatus: 'healthy', healthScore: 90, employees: 5 })],
    },
  })
  await host.idle()
  const ranges = [
    { to: 50, points: 0 },
    { from: 50, points: 100 },
  ]
  const criterion = { id: 'n', name: 'Employees', kind: 'number', property: 'company.employees', ranges } as const
  const groups = [{ id: 'size', name: 'Size', kind: 'property', maximum: 100, criteria: [criterion] }] as const
  const definition = scoreProfileSchema.parse({ name: 'Size', objectType: 'company', groups })
  const root = host.as('root')
  const { profile, version } = getValue(await root.act(saveProfileContract, { definition, alerts: false }))
  getValue(await root.act(activateProfileContract, { profile, version, alerts: withAlerts }))
  await host.idle()
  const statusOf = async () => getValue(await host.as('ines').read(customerList, { view: 'tenure.customers/all' })).rows[0]?.healthStatus
  const setEmployees = async (employees: number) => {
    getValue(await root.edit('c1', Company.employees, employees))
    await host.advance(minutes(1))
  }
  return { host, statusOf, setEmployees }
}

test('[HS-10] [SUM-2] a score profile raises no alerts when it is activated; what moves its scores later does', async () => {
  const { host, statusOf, setEmployees } = await activated(false)
  await using _ = host
  expect([await statusOf(), (await listOf(host)).total]).toEqual(['at-risk', 0])
  await setEmployees(200)
  expect([await statusOf(), await saidOf(host)]).toEqual(['healthy', ['Halden Freight at-risk healthy open']])
})

test('[HS-10] [SUM-2] a score profile raises alerts when it is activated, where that is asked for', async () => {
  const { host, statusOf } = await activated(true)
  await using _ = host
  await host.advance(minutes(1))
  expect([await statusOf(), await saidOf(host)]).toEqual(['at-risk', ['Halden Freight healthy at-risk open']])
})
