import { expect, test } from 'vitest'
import { type Asker, mainWorkspace } from '../../access/asker.js'
import { always, never } from '../../access/policy.js'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import type { Change } from '../../storage/adapter.js'
import { changesCounts, countCustomers } from './count-customers.js'

const type = (name: string, ...properties: readonly string[]) => ({ name, properties: properties.map((each) => ({ name: each })) })
const schema = new Map([
  ['company', type('company', 'csm', 'keeper')],
  ['contact', type('contact', 'csm')],
  ['deal', type('deal')],
])
const customer = (name: string, properties: object = {}) => new Map([['customer', [{ type: name, properties }]]])
const books: Record<string, ReadonlyMap<string, unknown>> = {
  main: customer('company', { csm: 'keeper' }),
  plain: customer('contact'),
  unchosen: customer('company', { csm: undefined }),
  wrong: customer('deal', { csm: 'csm' }),
  empty: new Map(),
}
const places: Record<string, string> = { anna: 'main', ben: 'plain', carl: 'unchosen', dora: 'wrong', emil: 'empty' }
function start(policies: Record<string, unknown> = {}) {
  const asked: unknown[] = []
  const port = {
    access: { policy: (_: Asker, name: string) => policies[name] ?? always, type: (_: Asker, name: string) => schema.get(name) },
    directory: { find: (user: string) => (user in places ? user : undefined) },
    reader: {
      aggregate: async ({ principal }: Asker, query: { readonly type: string }) => {
        asked.push([principal.seat, query])
        const groups = [
          { by: ['anna'], count: query.type === 'company' ? 2 : 20 },
          { by: ['ben'], count: 3 },
          { by: ['gone'], count: 4 },
          { by: [null], count: 9 },
        ]
        return { groups }
      },
    },
    roles: { in: (id: string) => books[id] },
    schema: () => schema,
    workspaces: { all: () => Object.keys(books).map((id) => ({ id })), of: (user: string) => places[user] },
  } as never
  return { asked, port }
}
const askerOf = (more: Partial<Principal> = {}): Asker => ({
  principal: { ...systemPrincipal, system: false, user: 'root', ...more },
  ...{ workspace: mainWorkspace, roles: new Map() },
})

test('[ACC-13] [MAP-3] customers of a user are counted by the CSM property of the own workspace', async () => {
  const { port, asked } = start()
  const count = await countCustomers(port, askerOf())
  expect(['anna', 'ben', 'carl', 'dora', 'emil', 'gone'].map((user) => [user, count(user)])).toEqual([
    ['anna', 2],
    ['ben', 3],
    ['carl', undefined],
    ['dora', undefined],
    ['emil', undefined],
    ['gone', 4],
  ])
  expect(asked).toEqual([
    [true, { type: 'company', by: [{ property: 'company.keeper' }] }],
    [true, { type: 'contact', by: [{ property: 'contact.csm' }] }],
  ])
})

test('[ACC-13] a user without a customer has none, and what the asker may not see is not counted', async () => {
  const { port } = start({ contact: never })
  const count = await countCustomers(port, askerOf({ hidden: new Set(['contact.csm']) }))
  expect([count('anna'), count('ben')]).toEqual([2, undefined])
  const hidden = await countCustomers(start().port, askerOf({ superAdmin: false, hidden: new Set(['company.keeper']) }))
  expect([hidden('anna'), hidden('ben')]).toEqual([undefined, 3])
  places['fred'] = 'main'
  expect(count('fred')).toBe(0)
  delete places['fred']
})

test('[ACC-5] a super admin without a seat counts for the whole account, and another user as far as rights reach', async () => {
  const seats = async (more: Partial<Principal>) => {
    const { port, asked } = start()
    await countCustomers(port, askerOf({ seat: false, ...more }))
    return asked.map((each) => (each as readonly unknown[])[0])
  }
  expect([await seats({}), await seats({ superAdmin: false })]).toEqual([
    [true, true],
    [false, false],
  ])
})

test('[ACC-13] counts change with the CSM of a customer, and with each customer that comes or goes', () => {
  const { port } = start()
  const changes = (name: string, change: string, ...changed: readonly string[]) =>
    changesCounts(port, { ref: { type: name, id: 'c1' }, change, changed } as unknown as Change)
  expect([changes('company', 'patch', 'name', 'keeper'), changes('company', 'patch', 'csm'), changes('company', 'patch')]).toEqual([
    ...[true, false, false],
  ])
  expect([changes('company', 'create'), changes('contact', 'archive'), changes('deal', 'create'), changes('comp', 'create')]).toEqual([
    ...[true, true, false, false],
  ])
})
