import { expect, test } from 'vitest'
import type { Access } from '../../access/access.js'
import type { Asker } from '../../access/asker.js'
import { type Principal, systemPrincipal } from '../../access/principal.js'
import type { Expression } from '../../query/canonical.js'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import type { DraftRecord } from '../draft.js'
import { broughtBy, rightsOf } from './import-rights.js'

const typed = (name: string) => builtInTypes.find((type) => type.name === name) as ObjectTypeDefinition
const [company, contact, deal, user, team] = [typed('company'), typed('contact'), typed('deal'), typed('user'), typed('team')]
const person = (more: Partial<Principal> = {}): Principal => ({
  ...systemPrincipal,
  user: 'anna',
  superAdmin: false,
  system: false,
  ...more,
})
/** The rights of a person who may do these actions, as `view company`, to records whose name is `Mine`. */
function rights(may: readonly string[], principal = person()) {
  const policy = (_: Asker, type: string, action: string): Expression =>
    may.includes(`${action} ${type}`) ? { atom: 0, test: 'is', property: 'name', kind: 'string', value: 'Mine' } : { any: [] }
  return rightsOf({ policy } as unknown as Access, { principal } as Asker)
}
const drafted = (type: string, name: string, was: Values | undefined = { name }): DraftRecord => {
  const ref = { type, id: name }
  return { ref, before: was && { ref, version: '1', values: was }, values: { name }, archived: false, archive: undefined }
}

test('[SEC-9] of users and teams a super admin brings in who they are and where, and nobody what they may do', () => {
  const admin = person({ superAdmin: true })
  expect(broughtBy(admin, user)).toEqual(['name', 'email', 'seat', 'timeZone', 'locale', 'primaryTeam'])
  expect(broughtBy(admin, team)).toEqual(['name'])
  expect(broughtBy(person(), user)).toBeUndefined()
  const other = builtInTypes.find(({ name, policy }) => policy !== undefined && name !== 'user' && name !== 'team')
  expect(rights([], admin).refusal(other ?? user, [])).toEqual({
    path: ['type'],
    message: `${other?.plural} are not imported by people. Add them on their page.`,
  })
  expect(rights([], admin).refusal(user, ['name', 'superAdmin', 'objects'])).toEqual({
    path: ['superAdmin'],
    message: 'User: superAdmin is not imported by people. Give it on the page.',
  })
  expect(rights([], admin).refusal(user, ['name', 'seat'])).toBeUndefined()
  expect(rights([], person()).refusal(user, ['name'])?.path).toEqual(['type'])
  expect(rights([], admin).who).toBe(admin)
})

test('[SEC-9] a person brings in what that person reads and writes, of types that are activated', () => {
  const limited = person({ hidden: new Set(['company.city', 'deal.pipeline']), readOnly: new Set(['company.arr']) })
  const brought = broughtBy(limited, company) ?? []
  expect([brought.includes('name'), brought.includes('city'), brought.includes('arr')]).toEqual([true, false, true])
  const refusal = (type: ObjectTypeDefinition, ...names: string[]) => rights([], limited).refusal(type, names)
  expect(refusal(company, 'name', 'phone')).toBeUndefined()
  expect(refusal(company, 'name', 'arr', 'city')).toEqual({ path: ['arr'], message: 'Company: arr is read-only for you.' })
  expect(refusal(company, 'city')?.path).toEqual(['city'])
  expect(refusal(deal, 'name', 'stage')?.path).toEqual(['stage'])
  expect(refusal({ ...company, active: false }, 'name')).toEqual({
    path: ['type'],
    message: 'Companies are not activated in this account.',
  })
})

test('[SEC-9] a row changes a record that its person sees and edits before, and edits after', () => {
  const denied = { path: [], message: 'You may not edit this company. An administrator can change that.' }
  const both = rights(['view company', 'edit company'])
  const refused = (may: typeof both, record: DraftRecord, name: string) => may.refusalOf(company, record, { name })
  expect(refused(both, drafted('company', 'Mine'), 'Mine')).toBeUndefined()
  expect(refused(both, drafted('company', 'Mine'), 'Theirs')).toEqual(denied)
  expect(refused(both, drafted('company', 'Theirs'), 'Mine')).toEqual(denied)
  expect(refused(rights(['edit company']), drafted('company', 'Mine'), 'Mine')).toEqual(denied)
  expect(refused(rights(['view company']), drafted('company', 'Mine'), 'Mine')).toEqual(denied)
  const added = { ...drafted('company', 'Mine'), before: undefined }
  expect(refused(rights(['edit company']), added, 'Mine')).toBeUndefined()
  const message = 'You may not create this company, because you could not edit it afterwards. An administrator can change that.'
  expect(refused(both, added, 'Theirs')).toEqual({ path: [], message })
})

test('[SEC-9] a link needs that the other record is seen, and that the record of a single end is edited', () => {
  const end = (name: string, single = false) => ({ name, ...(single && { single }) }) as unknown as AssociationDefinition
  const may = (...actions: string[]) => {
    const of = rights(['view company', ...actions])
    const other = drafted('company', 'Mine')
    return (association: AssociationDefinition, inverse?: AssociationDefinition) =>
      of.refusalOfLink(contact, drafted('contact', 'Mine'), { association, inverse, otherType: company, other })
  }
  const denied = { path: ['companies'], message: 'You may not link this contact with that company.' }
  const [many, one] = [end('companies'), end('companies', true)]
  expect(may('edit contact')(many, end('contacts'))).toBeUndefined()
  expect(may()(many, end('contacts'))).toEqual(denied)
  expect(may('edit contact')(many, end('contacts', true))).toEqual(denied)
  expect(may('edit company')(many, end('contacts', true))).toBeUndefined()
  expect(may('edit company')(one, end('contacts', true))).toEqual(denied)
  expect(may('edit company', 'edit contact')(one, end('contacts', true))).toBeUndefined()
  expect(may('edit contact')(one)).toBeUndefined()
  const unseen = { association: many, inverse: undefined, otherType: company, other: drafted('company', 'Theirs') }
  expect(rights(['view company', 'edit contact']).refusalOfLink(contact, drafted('contact', 'Mine'), unseen)).toEqual(denied)
})
