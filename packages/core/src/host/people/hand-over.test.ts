import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../../base/outcome.js'
import {
  handOverContract,
  handOverCustomersContract,
  handOverPlanContract,
  peopleContract,
} from '../../contract/administration/people-contract.js'
import { runContract, undoContract } from '../../contract/page/run-contract.js'
import { historyContract, recordContract, updateRecordContract } from '../../contract/workspace-contract.js'
import { use } from '../../plugin/plugin.js'
import { Company, Deal, Meeting, Task } from '../../schema/object-types.js'

const now = Date.UTC(2026, 5, 30, 12)
const arr = { amount: '100', currency: 'EUR' }
const companies = Array.from({ length: 7 }, (_, at) =>
  record(Company, `c${at}`, { name: `Company ${at}`, csm: 'ines', arr, healthStatus: at < 3 ? 'at-risk' : 'healthy' }),
)
const seed = {
  users: [
    aUser({ id: 'root', superAdmin: true }),
    ...['ines', 'ada', 'mateus'].map((id) => aUser({ id, name: id })),
    aUser({ id: 'gone', name: 'Gone', active: false }),
  ],
  records: [
    ...companies,
    record(Company, 'a0', { name: 'Of Ada', csm: 'ada' }),
    record(Deal, 'd1', { name: 'Deal', owner: 'ines', csm: 'ines' }),
    record(Task, 't1', { title: 'Open', assignee: 'ines' }),
    record(Task, 't2', { title: 'Done', assignee: 'ines', completedAt: now - 1 }),
    record(Meeting, 'm1', { title: 'To come', owner: 'ines', at: now + 1000 }),
    record(Meeting, 'm2', { title: 'Past', owner: 'ines', at: now - 1000 }),
  ],
}
const start = (more: object = {}) => createTestHost({ plugins: [use(recordPlugin)], storage: memory({ ...seed, ...more }) })
type Host = Awaited<ReturnType<typeof start>>
const held = async (host: Host, type: string, id: string, name: string) =>
  getValue(await host.as('root').read(recordContract, { type, id })).properties.find((each) => each.name === name)?.value
const csms = (host: Host) => Promise.all(companies.map((_, at) => held(host, 'company', `c${at}`, 'csm')))

test('[ACC-13] the plan says what each colleague takes over, and the run does just that, open and future work included', async () => {
  await using host = await start()
  getValue(await host.sessions.begin({ id: 's1', user: 'ines', createdAt: 1, usedAt: 2, endsAt: Date.UTC(2030, 0) }))
  const plan = getValue(await host.as('root').read(handOverPlanContract, { user: 'ines', to: ['ada', 'mateus'] }))
  expect(plan).toMatchObject({
    sessions: 1,
    records: 10,
    customers: [
      { before: 1, after: 4 },
      { before: 0, after: 4 },
    ],
    atRisk: { from: 3, to: [1, 2] },
    arr: { from: [{ amount: '700', currency: 'EUR' }], to: [[{ amount: '300' }], [{ amount: '400' }]] },
  })
  expect(plan.types.map(({ type, from, to, only }) => [type, from, to, only])).toEqual([
    ['company', 7, [3, 4], undefined],
    ['deal', 1, [1, 0], undefined],
    ['task', 1, [1, 0], 'open'],
    ['meeting', 1, [1, 0], 'future'],
  ])
  const run = getValue(await host.as('root').act(handOverContract, { user: 'ines', to: ['ada', 'mateus'], deactivate: true }, { key: 'k' }))
  expect(run).toMatchObject({ state: 'done', done: 11, total: 11, failed: 0, left: 0 })
  const after = await csms(host)
  expect([after.filter((id) => id === 'ada').length, after.filter((id) => id === 'mateus').length]).toEqual([3, 4])
  expect(await Promise.all(['owner', 'csm'].map((name) => held(host, 'deal', 'd1', name)))).toEqual(['ada', 'ada'])
  expect([await held(host, 'task', 't1', 'assignee'), await held(host, 'task', 't2', 'assignee')]).toEqual(['ada', 'ines'])
  expect([await held(host, 'meeting', 'm1', 'owner'), await held(host, 'meeting', 'm2', 'owner')]).toEqual(['ada', 'ines'])
  await expect.poll(() => host.sessions.find('s1')).toBeUndefined()
  expect(host.users().find(({ id }) => id === 'ines')?.active).toBe(false)
})

test('[ACC-13] [BEY-5] a hand-over is undone as one: the user is active again and has the records back', async () => {
  await using host = await start()
  getValue(await host.as('root').act(handOverContract, { user: 'ines', to: ['ada'], deactivate: true }, { key: 'k' }))
  expect(new Set(await csms(host))).toEqual(new Set(['ada']))
  getValue(await host.as('root').act(undoContract, { action: handOverContract.id, key: 'k' }))
  expect(new Set(await csms(host))).toEqual(new Set(['ines']))
  expect(host.users().find(({ id }) => id === 'ines')?.active).toBe(true)
})

test('[ACC-5] [ACC-13] [BEY-5] a super admin without a seat hands records over and undoes it, and still sees none of them', async () => {
  await using host = await start({ users: [...seed.users, aUser({ id: 'bare', superAdmin: true, seat: false })] })
  const bare = host.as('bare')
  const plan = getValue(await bare.read(handOverPlanContract, { user: 'ines', to: ['ada'] }))
  expect(plan).toMatchObject({ records: 10, customers: [{ before: 1, after: 8 }] })
  expect(plan.arr).toBeUndefined()
  const run = getValue(await bare.act(handOverContract, { user: 'ines', to: ['ada'], deactivate: true }, { key: 'k' }))
  expect(run).toMatchObject({ state: 'done', done: 11, left: 0, failed: 0 })
  expect(new Set(await csms(host))).toEqual(new Set(['ada']))
  expect(await bare.read(runContract, { run: run.run })).toMatchObject({ ok: true })
  expect(await bare.read(recordContract, { type: 'company', id: 'c0' })).toMatchObject({ ok: false })
  expect(getValue(await bare.act(undoContract, { action: handOverContract.id, key: 'k' }))).toMatchObject({ left: 0, failed: 0 })
  expect(new Set(await csms(host))).toEqual(new Set(['ines']))
  expect(host.users().find(({ id }) => id === 'ines')?.active).toBe(true)
})

test('[ACC-5] [BEY-5] a super admin without a seat undoes no change that is not of the whole account', async () => {
  await using host = await start({ users: [...seed.users, aUser({ id: 'bare', superAdmin: true, seat: false })] })
  getValue(await host.as('root').act(updateRecordContract, { type: 'company', id: 'c0', values: { city: 'Kiel' } }))
  const [newest] = getValue(await host.as('root').read(historyContract, { type: 'company', id: 'c0', property: 'city' }))
  expect(await host.as('bare').act(undoContract, { group: newest?.group ?? '' })).toMatchObject({ problem: { code: 'access.denied' } })
  expect(await held(host, 'company', 'c0', 'city')).toBe('Kiel')
})

test('[ACC-13] customers are handed over one by one: each to whom it was given, the rest by load, all undone as one', async () => {
  await using host = await start()
  const root = host.as('root')
  const page = getValue(await root.read(handOverCustomersContract, { user: 'ines', limit: 3, offset: 3 }))
  expect(page).toEqual({ total: 7, rows: [3, 4, 5].map((at) => ({ id: `c${at}`, name: `Company ${at}` })) })
  expect(getValue(await root.read(handOverCustomersContract, { user: 'ines', text: 'company 6' }))).toMatchObject({
    total: 1,
    rows: [{ id: 'c6' }],
  })
  const each = { c0: 'mateus', c4: 'mateus', a0: 'mateus' }
  const plan = getValue(await root.read(handOverPlanContract, { user: 'ines', to: ['ada'], each }))
  expect(plan).toMatchObject({ records: 10, each: 2, customers: [{ before: 1, after: 6 }], atRisk: { from: 3, to: [2] } })
  getValue(await root.act(handOverContract, { user: 'ines', to: ['ada'], each, deactivate: true }, { key: 'k' }))
  expect(await csms(host)).toEqual(['mateus', 'ada', 'ada', 'ada', 'mateus', 'ada', 'ada'])
  expect(await held(host, 'company', 'a0', 'csm')).toBe('ada')
  getValue(await root.act(undoContract, { action: handOverContract.id, key: 'k' }))
  expect(new Set(await csms(host))).toEqual(new Set(['ines']))
})

test('[ACC-13] what is given one by one goes alone where nobody takes the rest, and to nobody who is deactivated', async () => {
  await using host = await start()
  const root = host.as('root')
  expect(await root.act(handOverContract, { user: 'ines', each: { c1: 'gone' }, deactivate: false })).toMatchObject({ ok: false })
  getValue(await root.act(handOverContract, { user: 'ines', each: { c1: 'ada' }, deactivate: false }))
  expect(await csms(host)).toEqual(['ines', 'ada', 'ines', 'ines', 'ines', 'ines', 'ines'])
})

test('[ACC-13] the records of a deactivated user stay and are counted, and can be reassigned later', async () => {
  await using host = await start()
  getValue(await host.as('root').act(handOverContract, { user: 'ines', deactivate: true }))
  const { rows } = getValue(await host.as('root').read(peopleContract, { state: 'deactivated', text: 'ines' }))
  expect(rows[0]).toMatchObject({ active: false, customers: 7 })
  getValue(await host.as('root').act(handOverContract, { user: 'ines', to: ['mateus'], deactivate: false }))
  expect(new Set(await csms(host))).toEqual(new Set(['mateus']))
})

test('[ACC-13] a hand-over is refused for the last super admin, for oneself, to a deactivated user and to nobody', async () => {
  await using host = await start()
  const attempt = async (input: { user: string; to?: string[]; deactivate: boolean }, by = 'root') => {
    const outcome = await host.as(by).act(handOverContract, input)
    return outcome.ok ? 'done' : outcome.problem.message
  }
  expect(await attempt({ user: 'root', deactivate: true })).toContain('last super admin')
  expect(await attempt({ user: 'ines', to: ['gone'], deactivate: true })).toContain('Gone cannot take records over')
  expect(await attempt({ user: 'ines', to: ['ines'], deactivate: true })).toContain('cannot take records over')
  expect(await attempt({ user: 'ines', to: ['ada', 'ada'], deactivate: false })).toContain('named once')
  expect(await attempt({ user: 'ines', deactivate: false })).toContain('Name at least one colleague')
  expect(await attempt({ user: 'ines', deactivate: true }, 'ada')).toContain('super admins')
  expect(new Set(await csms(host))).toEqual(new Set(['ines']))
})

test('[ACC-13] [BEY-5] a long hand-over goes on in parts, meets each record once and is undone whole', async () => {
  const many = Array.from({ length: 650 }, (_, at) => record(Company, `x${at}`, { name: `X ${at}`, csm: 'ines', owner: 'ines' }))
  await using host = await start({ records: many })
  const { run } = getValue(
    await host.as('root').act(handOverContract, { user: 'ines', to: ['ada', 'mateus'], deactivate: true }, { key: 'k' }),
  )
  expect(run).toEqual(expect.any(String))
  await host.advance({ ms: 60_000 })
  await expect
    .poll(async () =>
      getValue(await host.as('root').read(peopleContract, {}))
        .rows.map(({ id, customers }) => [id, customers])
        .filter(([, n]) => n),
    )
    .toEqual([
      ['ada', 325],
      ['mateus', 325],
    ])
})
