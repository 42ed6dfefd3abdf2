import { expect, test } from 'vitest'
import { z } from 'zod'
import { Company, Contact, Deal } from '../schema/object-types.js'
import { through } from '../schema/property.js'
import { rowOf } from '../schema/row.js'
import {
  archives,
  asks,
  creates,
  defineConfig,
  edits,
  notifies,
  reads,
  readsAll,
  readsCollection,
  readsEverything,
  whatPeopleFilterBy,
  writesEverything,
} from './grant.js'
import { definePoint } from './point.js'

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return (error as { problem?: unknown }).problem
  }
}

test('[SDK-3] [PLUGIN-3] a grant is one line for the person who installs: its verb and its paths in order, each once; it is frozen', () => {
  const row = rowOf(Company.name, Company.arr)
  const grant = reads(row, Company.name, Deal.stage, Company.contacts)
  const line = 'read company.arr, company.contacts, company.name, deal.stage'
  const paths = ['company.arr', 'company.contacts', 'company.name', 'deal.stage']
  expect(grant).toEqual({ key: line, grant: line, opens: 'records', paths })
  expect(Object.isFrozen(grant)).toBe(true)
})

test('[SDK-3] every verb has its own line and opens its own thing', () => {
  const all = [
    ...[readsAll(Company, Deal), readsCollection(Contact, ['company.name']), readsEverything, writesEverything],
    ...[edits(Company.name, Company.contacts), creates(Company.name), archives(Company), notifies(Deal.name)],
  ]
  expect(all.map(({ opens, grant }) => [opens, grant])).toEqual([
    ['all-records', 'read company.*, deal.*'],
    ['all-records', `read company.name, contact.*, ${whatPeopleFilterBy}`],
    ['any-records', 'read *'],
    ['any-writes', 'write *'],
    ['edits', 'edit company.contacts, company.name'],
    ['creates', 'create company.name'],
    ['archives', 'archive company.*'],
    ['notifies', 'notify deal.name'],
  ])
  expect(all.every((grant) => grant.key === grant.grant && !('point' in grant))).toBe(true)
})

test('[SDK-3] a plugin asks one provider by its id, or all that come in at a point', () => {
  const provider = { kind: 'provider', id: 'acme.one/list' } as const
  expect(asks(provider)).toEqual({ key: 'ask acme.one/list', grant: 'ask acme.one/list', opens: 'providers', paths: ['acme.one/list'] })
  const point = definePoint({ key: 'acme.one/items', item: z.strictObject({ from: z.string() }) } as never) as Parameters<
    typeof asks
  >[0] & {
    readonly key: string
  }
  const grant = asks(point)
  expect(grant).toMatchObject({ grant: `ask ${point.key}`, opens: 'providers', paths: [point.key] })
  expect([grant.point, Object.isFrozen(grant)]).toEqual([point, true])
})

test('[SDK-3] what writes names one object type; several, or none, are refused with what they are', () => {
  const refusal = (verb: string, found: string) => {
    const message = `\`${verb}\` takes properties and links of one object type; these are of ${found}. Use a grant for each type.`
    return { code: 'input.invalid', message, details: { issues: [{ path: [], message }] } }
  }
  expect(thrownBy(() => edits(Company.name, Deal.name))).toEqual(refusal('edits', 'company, deal'))
  expect(thrownBy(() => creates())).toEqual(refusal('creates', 'none'))
  expect(thrownBy(() => notifies(Deal.name, Deal.stage, Contact.email))).toEqual(refusal('notifies', 'deal, contact'))
})

test('[SDK-3] a property through a link belongs to the type that the link begins at', () => {
  expect(reads(through(Contact.companies, Company.name)).paths).toEqual(['contact.companies.name'])
})

test('[PLUGIN-2] a configuration is a key of its plugin', () => {
  const schema = z.strictObject({ days: z.int() })
  const config = defineConfig('acme.one', schema)
  expect(config).toEqual({ key: 'config acme.one', configures: 'acme.one', schema })
  expect([config.schema, Object.isFrozen(config)]).toEqual([schema, true])
})
