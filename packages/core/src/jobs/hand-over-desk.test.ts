import { memory, record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { handOverContract, handOverCustomersContract, handOverPlanContract } from '../contract/administration/people-contract.js'
import { use } from '../plugin/plugin.js'
import { Company, Deal } from '../schema/object-types.js'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const usd = (amount: string) => ({ amount, currency: 'USD' })
const seed = {
  users: [
    ...['root', 'boss'].map((id) => aUser({ id, superAdmin: true })),
    ...['ines', 'ada', 'mateus', 'idle'].map((id) => aUser({ id, name: id })),
    aUser({ id: 'gone', name: 'Gone', active: false }),
  ],
  records: [
    record(Company, 'c0', { name: 'Alpha', csm: 'ines', arr: eur('100'), healthStatus: 'at-risk' }),
    record(Company, 'c1', { name: 'Beta', csm: 'ines', arr: usd('30'), healthStatus: 'healthy' }),
    record(Company, 'c2', { csm: 'ines', arr: eur('7'), healthStatus: 'at-risk' }),
    record(Company, 'a0', { name: 'Of Ada', csm: 'ada' }),
    record(Deal, 'd1', { name: 'Deal', owner: 'idle' }),
  ],
}
const start = () => createTestHost({ plugins: [use(recordPlugin)], storage: memory(seed) })
const issue = (message: string, field: string) => ({ code: 'input.invalid', message, details: { issues: [{ path: [field], message }] } })

test('[ACC-13] a plan names a user and colleagues that there are, active, each once, and not the user', async () => {
  await using host = await start()
  const refused = async (input: { user: string; to: string[]; each?: Record<string, string> }) => {
    const outcome = await host.as('root').read(handOverPlanContract, input)
    return outcome.ok ? 'planned' : outcome.problem
  }
  expect(await refused({ user: 'nobody', to: ['ada'] })).toMatchObject({
    ...{ code: 'record.not-found', message: 'There is no user with the id nobody.', details: { record: { type: 'user', id: 'nobody' } } },
  })
  const cannot = (name: string) => issue(`${name} cannot take records over. Name other users who are active.`, 'to')
  expect(await refused({ user: 'ines', to: ['ada', 'stranger'] })).toMatchObject(cannot('stranger'))
  expect(await refused({ user: 'ines', to: ['gone'] })).toMatchObject(cannot('Gone'))
  expect(await refused({ user: 'ines', to: ['ines'] })).toMatchObject(cannot('ines'))
  expect(await refused({ user: 'ines', to: [], each: { c0: 'gone' } })).toMatchObject(cannot('Gone'))
  expect(await refused({ user: 'ines', to: ['ada', 'mateus', 'ada'] })).toMatchObject(issue('Each colleague is named once.', 'to'))
  expect(await refused({ user: 'ines', to: ['ada', 'mateus'] })).toBe('planned')
})

test('[ACC-13] a super admin deactivates another one, and not the own user', async () => {
  await using host = await start()
  const root = host.as('root')
  const own = await root.act(handOverContract, { user: 'root', deactivate: true })
  expect(own).toMatchObject({ problem: issue('You cannot deactivate yourself. Another super admin can.', 'user') })
  expect(getValue(await root.act(handOverContract, { user: 'boss', deactivate: true }))).toMatchObject({
    ...{ name: 'Deactivate and reassign', done: 1, total: 1 },
  })
  expect(await root.act(handOverContract, { user: 'root', deactivate: true })).toMatchObject({
    problem: issue('This is the last super admin of the account. Make another user super admin first.', 'user'),
  })
  const nobody = issue('Name at least one colleague who takes the records over.', 'to')
  expect(await root.act(handOverContract, { user: 'ines', deactivate: false })).toMatchObject({ problem: nobody })
  expect(getValue(await root.act(handOverContract, { user: 'ines', to: ['ada'], deactivate: false }))).toMatchObject({
    ...{ name: 'Reassign', done: 3, total: 3 },
  })
})

test('[ACC-13] a plan adds up risk and revenue of the customers of each colleague, in each currency', async () => {
  await using host = await start()
  const plan = getValue(await host.as('root').read(handOverPlanContract, { user: 'ines', to: ['ada', 'mateus'] }))
  expect(plan).toEqual({
    ...{ sessions: 0, records: 3, each: 0, types: [{ type: 'company', label: 'Companies', from: 3, to: [1, 2] }] },
    customers: [
      { before: 1, after: 2 },
      { before: 0, after: 2 },
    ],
    atRisk: { from: 2, to: [expect.any(Number), expect.any(Number)] },
    arr: { from: [eur('107'), usd('30')], to: [expect.any(Array), expect.any(Array)] },
  })
  expect((plan.atRisk?.to[0] ?? 0) + (plan.atRisk?.to[1] ?? 0)).toBe(2)
})

test('[ACC-13] a plan for a user without customers says nothing of risk and revenue', async () => {
  await using host = await start()
  expect(getValue(await host.as('root').read(handOverPlanContract, { user: 'idle', to: ['mateus', 'ada'] }))).toEqual({
    ...{ sessions: 0, records: 1, each: 0, types: [{ type: 'deal', label: 'Deals', from: 1, to: [1, 0] }] },
    customers: [
      { before: 0, after: 0 },
      { before: 1, after: 1 },
    ],
  })
})

test('[ACC-13] a plan in which all customers are given one by one leaves nothing to share', async () => {
  await using host = await start()
  const each = { c0: 'ada', c1: 'ada', c2: 'mateus', a0: 'mateus' }
  expect(getValue(await host.as('root').read(handOverPlanContract, { user: 'ines', to: ['mateus'], each }))).toMatchObject({
    ...{ records: 3, each: 3, types: [{ type: 'company', from: 3, to: [0] }], customers: [{ before: 0, after: 0 }] },
    ...{ atRisk: { from: 2, to: [0] }, arr: { to: [[]] } },
  })
})

test('[ACC-13] customers of a user are listed by name, found by a part of it, and those without one come last', async () => {
  await using host = await start()
  const list = async (more: object = {}) => getValue(await host.as('root').read(handOverCustomersContract, { user: 'ines', ...more }))
  const [alpha, beta] = [
    { id: 'c0', name: 'Alpha' },
    { id: 'c1', name: 'Beta' },
  ]
  expect(await list()).toEqual({ total: 3, rows: [alpha, beta, { id: 'c2', name: null }] })
  expect(await list({ text: '  ' })).toMatchObject({ total: 3 })
  expect(await list({ text: ' et ' })).toEqual({ total: 1, rows: [beta] })
  expect(await list({ offset: 1, limit: 1 })).toEqual({ total: 3, rows: [beta] })
})
