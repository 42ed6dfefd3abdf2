import { getValue, use } from '@tenure/core'
import { table } from '@tenure/core/block'
import {
  Company,
  Contact,
  defineProperty,
  defineProviderContract,
  type ProviderContract,
  rowOf,
  through,
  windowOf,
} from '@tenure/core/contract'
import { defineTexts, filterFieldsContract, recordContract, tabContract, textsContract } from '@tenure/core/page'
import { defineCollection, definePlugin, defineTab, implementProvider, reads } from '@tenure/core/plugin'
import { memory } from '@tenure/memory'
import { record } from '@tenure/record'
import { aCompany, createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { problem as say } from '../../words/de/problem.js'
import { createTranslator } from './translator.js'

const note = defineProperty({ on: Company, name: 'legalNote', kind: 'text', label: 'Legal note' })
const arr = through(Contact.companies, Company.arr, 'Customer ARR')
const people = defineCollection({
  id: 'acme.legal/list',
  of: Contact,
  title: 'People',
  always: [Contact.name],
  columns: [Contact.name, arr],
})
const row = rowOf(Contact.name, arr)
const contacts = reads(row)
const rows = defineProviderContract({ id: 'acme.legal/rows', permission: 'workspace.access', output: windowOf(row) })
const legal = definePlugin({
  id: 'acme.legal',
  version: '1.0.0',
  host: '1.0',
  grants: [contacts, people.grant],
  contributes: [
    ...[note, people],
    implementProvider(rows, { uses: { contacts }, watch: (given) => given.contacts.watch({ select: row }) }),
    defineTab({ id: 'acme.legal/tab', title: 'Legal', block: table({ from: rows, columns: ['name', 'companies.arr'] }) }),
    defineTexts({
      id: 'acme.legal/german',
      language: 'de',
      texts: { 'Customer ARR': 'ARR des Kunden', Legal: 'Recht', 'Legal note': 'Rechtsvermerk' },
    }),
  ],
})
const records = [aCompany({ id: 'c1', name: 'Northwind' })]
const users = [{ id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'] }]

test('[SDK-17] a label of a linked column, or of a property of a plugin, is German in tables, columns, filters and the record', async () => {
  await using host = await createTestHost({ plugins: [use(record), use(legal)], storage: memory({ users, records }) })
  const anna = host.as('anna')
  const { answer } = createTranslator(getValue(await anna.read(textsContract, { language: 'de' })), say)
  const shown = async ({ id }: { readonly id: string }, input: unknown) =>
    answer(id, getValue(await anna.read({ id } as ProviderContract<unknown, unknown>, input)))
  const arrInGerman = expect.objectContaining({ field: 'companies.arr', label: 'ARR des Kunden' })
  expect(await shown(tabContract, { tab: 'acme.legal/tab' })).toMatchObject({ block: { columns: expect.arrayContaining([arrInGerman]) } })
  expect(await shown(people.columnList, {})).toContainEqual(arrInGerman)
  const ofNote = { properties: expect.arrayContaining([expect.objectContaining({ label: 'Rechtsvermerk' })]) }
  expect(await shown(filterFieldsContract, { type: 'company' })).toMatchObject(ofNote)
  expect(JSON.stringify(await shown(recordContract, { type: 'company', id: 'c1' }))).toContain('Rechtsvermerk')
})
