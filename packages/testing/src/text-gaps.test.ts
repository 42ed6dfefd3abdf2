import { table } from '@tenure/core/block'
import { Company, Contact, defineObjectType, defineProperty, defineProviderContract, rowOf, through, windowOf } from '@tenure/core/contract'
import { defineTexts } from '@tenure/core/page'
import { defineCollection, definePlugin, defineTab, implementProvider, reads } from '@tenure/core/plugin'
import { expect, test } from 'vitest'
import { textGaps } from './text-gaps.js'

const note = defineProperty({ on: Company, name: 'legalNote', kind: 'text', label: 'Legal note' })
const state = defineProperty({ on: Company, name: 'legalState', kind: 'enumeration', label: 'Legal state', options: ['in-review', 'done'] })
const firm = through(Contact.companies, Company.name, 'Their firm')
const Firms = defineCollection({
  id: 'acme.legal/list',
  of: Contact,
  title: 'Firms',
  always: [Contact.name],
  columns: [Contact.name, firm, through(Contact.companies, Company.arr), { property: Contact.email, label: 'Mailbox' }],
  views: [{ id: 'acme.legal/all', title: 'All firms' }],
})
const Row = rowOf(Contact.name, firm)
const Contacts = reads(Row)
const rows = defineProviderContract({ id: 'acme.legal/rows', permission: 'workspace.access', output: windowOf(Row) })
const tab = defineTab({ id: 'acme.legal/tab', title: 'Legal', block: table({ from: rows, columns: ['name', 'companies.name'] }) })
const legal = (texts: Readonly<Record<string, string>>) =>
  definePlugin({
    id: 'acme.legal',
    version: '1.0.0',
    host: '1.0',
    grants: [Contacts, Firms.grant],
    contributes: [
      ...[note, state, Firms, tab],
      implementProvider(rows, { uses: { contacts: Contacts }, watch: ({ contacts }) => contacts.watch({ select: Row }) }),
      defineTexts({ id: 'acme.legal/german', language: 'de', texts }),
    ],
  })
const all = {
  ...{ 'All firms': 'Alle Firmen', 'Company ARR': 'ARR der Firma', Done: 'Erledigt', 'In review': 'In Prüfung', Legal: 'Recht' },
  ...{ 'Legal note': 'Rechtsvermerk', 'Legal state': 'Rechtsstand', Mailbox: 'Postfach', 'Their firm': 'Deren Firma' },
}

test('[SDK-17] a label that a plugin gives a property, its options, a linked column or a column of a collection is missing until it is translated', () => {
  expect(textGaps(legal({ Legal: 'Recht' }), 'de')).toEqual({ missing: Object.keys(all).filter((text) => text !== 'Legal'), unknown: [] })
  expect(textGaps(legal(all), 'de')).toEqual({ missing: [], unknown: [] })
})

test('[SDK-17] a label of a built-in property is the core’s: it is not missing, may be worded otherwise, and a misspelt one is unknown', () => {
  expect(textGaps(legal({ ...all, Name: 'Wer' }), 'de')).toEqual({ missing: [], unknown: [] })
  expect(textGaps(legal({ ...all, 'Legal nota': 'Rechtsvermerk' }), 'de')).toEqual({ missing: [], unknown: ['Legal nota'] })
})

test('[SDK-17] what an object type leaves to the core is missing too: its plural, and the ends of its links', () => {
  const Matter = defineObjectType({
    name: 'matter',
    label: 'Matter',
    members: { name: 'string', forFirm: { linkTo: Company, inverse: 'legalMatters' }, lead: { linkTo: Contact, label: 'Lead' } },
  })
  const matters = definePlugin({ id: 'acme.matters', version: '1.0.0', host: '1.0', contributes: [Matter] })
  expect(textGaps(matters, 'de').missing).toEqual(['For firm', 'Lead', 'Legal matters', 'Matter', 'Matters'])
})
