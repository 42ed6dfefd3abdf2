import { use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { filterFieldsContract } from '@tenure/core/page'
import { aUser, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { record } from './plugin.js'

const none = { view: 'none', edit: 'none', delete: 'none' }
const hal = {
  type: 'user',
  id: 'hal',
  values: {
    ...{ name: 'Hal', active: true, seat: true, timeZone: 'UTC', permissions: ['workspace.access'] },
    objects: { '*': { view: 'all', edit: 'none', delete: 'none' }, deal: none },
    hidden: ['company.arr'],
  },
}
const open = () => createTestHost({ plugins: [use(record)], seed: { users: [aUser({ id: 'root', superAdmin: true })], records: [hal] } })

test('[VIEW-7] a filter can ask for every property and association of a type, by the names of its role', async () => {
  await using host = await open()
  const fields = getValue(await host.as('root').read(filterFieldsContract, { type: 'customer' }))
  expect(fields).toMatchObject({ objectType: 'company', label: 'Company', plural: 'Companies' })
  const csm = fields.properties.find(({ path }) => path === 'customer.csm')
  expect(csm).toMatchObject({ kind: 'user', alias: 'company.csm' })
  expect(fields.properties.find(({ path }) => path === 'customer.healthStatus')?.options?.map(({ value }) => value)).toContain('at-risk')
  expect(fields.links.find(({ path }) => path === 'customer.tickets')).toMatchObject({ to: 'ticket', one: 'Ticket', plural: 'Tickets' })
  expect(fields.operators.map(({ operator }) => operator)).toContain('has-ever-been')
  const tickets = getValue(await host.as('root').read(filterFieldsContract, { type: 'ticket' }))
  expect(tickets.properties.map(({ path }) => path)).toEqual(expect.arrayContaining(['ticket.priority', 'ticket.stage']))
})

test('[ACC-8] what is hidden from the user is absent, and so are associations with types that the user may not see', async () => {
  await using host = await open()
  const read = async (user: string) => getValue(await host.as(user).read(filterFieldsContract, { type: 'customer' }))
  const [all, fewer] = [await read('root'), await read('hal')]
  expect(all.properties.map(({ path }) => path)).toContain('customer.arr')
  expect(fewer.properties.map(({ path }) => path)).not.toContain('customer.arr')
  expect(all.links.map(({ to }) => to)).toContain('deal')
  expect(fewer.links.map(({ to }) => to)).not.toContain('deal')
  expect(await host.as('root').read(filterFieldsContract, { type: 'unheard' })).toMatchObject({ problem: { code: 'input.invalid' } })
})
