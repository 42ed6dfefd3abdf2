import { expect, test } from 'vitest'
import { parseMapping } from './mapping/mapping.js'
import { nothingHere, readHere } from './records-here.js'

type Keys = readonly (readonly [key: string, id: string | undefined])[]
/** What is here, of records with these keys, by type and property; and which of them were asked for. */
async function open(file: object, tables: Readonly<Record<string, Keys>> = {}) {
  const asked: string[] = []
  const mapping = parseMapping({ source: 'x', files: [{ file: 'a.csv', objectType: 'company', externalId: ['Id'], ...file }] })
  const here = await readHere(mapping, {
    keys: async (type, property) => {
      asked.push(`${type}.${property}`)
      return new Map(tables[`${type}.${property}`])
    },
  })
  return { ...here, asked }
}
const link = { association: 'parent', to: 'company', columns: ['Parent'] }

test('[SDK-16] keys are read of each type and property that a file, a link or an id matches, once', async () => {
  const { asked } = await open({
    match: 'domain',
    properties: {
      team: { kind: 'string', column: 'Team', idOf: 'team', match: 'name' },
      boss: { kind: 'string', column: 'Boss', idOf: 'contact' },
      name: { kind: 'string', column: 'Name' },
    },
    links: [{ ...link, match: 'domain' }, { ...link, match: 'name' }, link],
  })
  expect(asked).toEqual(['company.domain', 'team.name', 'company.name'])
  expect((await open({})).asked).toEqual([])
})

test('[SDK-16] a key is compared without its case and the space around it; one that several have means none of them', async () => {
  const tables = { 'company.domain': [['alba.example', 'c1'] as const, ['bex.example', undefined] as const] }
  const { known, isAmbiguous } = await open({ match: 'domain' }, tables)
  const keys = ['alba.example', ' ALBA.example ', 'bex.example', 'Bex.Example ', 'cor.example']
  expect(keys.map((key) => [known('company', key), isAmbiguous('company', key)])).toEqual([
    ['c1', false],
    ['c1', false],
    [undefined, true],
    [undefined, true],
    [undefined, false],
  ])
  expect([known('deal', 'alba.example'), isAmbiguous('deal', 'bex.example')]).toEqual([undefined, false])
})

test('[SDK-16] a type that is matched by two properties is found by either, the one that is named first before the other', async () => {
  const tables = {
    'company.domain': [['alba', 'c1'] as const],
    'company.name': [['alba', 'c2'] as const, ['bex', 'c3'] as const],
  }
  const { known } = await open({ match: 'domain', links: [{ ...link, match: 'name' }] }, tables)
  expect(['alba', 'bex'].map((key) => known('company', key))).toEqual(['c1', 'c3'])
})

test('[SDK-16] a user is named by address or by name; one that nobody or several have says so', async () => {
  const csm = { kind: 'user', column: 'CSM' }
  const tables = {
    'user.email': [['ada@x.example', 'u1'] as const],
    'user.name': [['ada', 'u2'] as const, ['ben', undefined] as const],
  }
  const { user, asked } = await open({ properties: { csm: { ...csm, by: 'account' } } }, tables)
  expect(asked).toEqual(['user.email', 'user.name'])
  expect(['ADA@x.example', ' Ada ', 'Ben', 'Cleo'].map((text) => user(text))).toEqual([
    { value: 'u1' },
    { value: 'u2' },
    { reason: 'several users are called "Ben"' },
    { reason: '"Cleo" names nobody here' },
  ])
  const other = await open({ properties: { csm: { ...csm, by: 'externalId' }, name: { kind: 'string', column: 'Name' } } }, tables)
  expect([other.asked, other.user('Ada')]).toEqual([[], { reason: '"Ada" names nobody here' }])
})

test('[SDK-16] where nothing is here, no key and no name means anything', () => {
  expect([nothingHere.known('company', 'a'), nothingHere.isAmbiguous('company', 'a'), nothingHere.user('Ada')]).toEqual([
    undefined,
    false,
    { reason: '"Ada" names nobody here' },
  ])
})

test('[SDK-16] users are looked for where any one of several files names them', async () => {
  const asked: string[] = []
  const file = { file: 'a.csv', objectType: 'company', externalId: ['Id'] }
  const csm = { kind: 'user', column: 'CSM', by: 'account' }
  const mapping = parseMapping({ source: 'x', files: [file, { ...file, properties: { csm } }, { ...file, file: 'c.csv' }] })
  await readHere(mapping, { keys: async (type, property) => new Map([[`${asked.push(`${type}.${property}`)}`, 'u']]) })
  expect(asked).toEqual(['user.email', 'user.name'])
})
