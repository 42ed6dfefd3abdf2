import { expect, test } from 'vitest'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { Values } from '../schema/value.js'
import { type Asker, mainWorkspace } from './asker.js'
import { createDirectory } from './directory.js'
import { always, never, policyOf } from './policy.js'
import { intersection } from './viewing.js'

const user = (id: string, values: Values) => ({ ref: { type: 'user', id }, version: '1', values: { name: id, seat: true, ...values } })
const everything = { '*': { view: 'all', edit: 'all', delete: 'all' } } as never

test('[SUM-8] [ACC-11] who looks at the Summary of another edits and deletes nothing, whatever each of them may', () => {
  const directory = createDirectory([user('anna', { superAdmin: true }), user('ben', { objects: everything })])
  const [viewer, target] = ['anna', 'ben'].map((id) => directory.find(id))
  if (viewer === undefined || target === undefined) throw new Error('A user is not there.')
  const viewing = { viewer, target }
  const asker: Asker = { principal: intersection(viewing), workspace: mainWorkspace, roles: new Map(), viewing }
  const business = builtInTypes.filter(({ policy }) => policy === undefined)
  expect(business.map((type) => policyOf(asker, type, 'view'))).toEqual(business.map(() => always))
  for (const type of builtInTypes)
    for (const action of ['edit', 'delete'] as const) expect(policyOf(asker, type, action), `${action} ${type.name}`).toBe(never)
})
