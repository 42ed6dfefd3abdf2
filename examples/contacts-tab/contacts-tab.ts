// A tab over a collection: contacts with their company and its renewal, and a setting that says how many days count as "lately".
import { table } from '@tenure/core/block'
import { Company, Contact, days, through } from '@tenure/core/contract'
import { defineCollection, definePlugin, defineSettings, defineTab } from '@tenure/core/plugin'
import { ascending, descending, is, isInLast, isInNext, me } from '@tenure/core/query'
import { z } from 'zod'

// Read through the link from a contact to its company.
const companyName = through(Contact.companies, Company.name, 'Company')
const companyRenewal = through(Contact.companies, Company.renewalDate, 'Company renews')

export const ContactsSettings = defineSettings({
  id: 'acme.contacts/settings',
  scope: 'workspace',
  title: 'Contacts',
  description: 'How long a contact counts as lately active.',
  schema: z.strictObject({ activeDays: z.int().min(1).max(365) }),
  initial: { activeDays: 30 },
  labels: { activeDays: 'Days that count as lately' },
})

const lately = 'acme.contacts/lately-active'
const activeIn = (span: number) => ({ title: `Active within ${span} days`, where: isInLast(Contact.lastActivityAt, days(span)) })

export const Contacts = defineCollection({
  id: 'acme.contacts/list',
  of: Contact,
  title: 'Contacts',
  always: [Contact.name],
  columns: [Contact.name, companyName, companyRenewal, Contact.jobTitle, Contact.lastActivityAt],
  searched: [Contact.name, Contact.email, companyName],
  views: [
    { id: 'acme.contacts/all', title: 'All contacts', icon: 'contact', orderBy: [ascending(Contact.name)] },
    { id: lately, icon: 'clock', ...activeIn(30), orderBy: [descending(Contact.lastActivityAt)] },
    { id: 'acme.contacts/renewing', title: 'Renews in 90 days', icon: 'calendar', where: isInNext(companyRenewal, days(90)) },
    { id: 'acme.contacts/mine', title: 'Owned by me', icon: 'user', where: is(Contact.owner, me) },
  ],
  adapt: {
    uses: { settings: ContactsSettings },
    view: (view, { settings }) => (view.id === lately ? { ...view, ...activeIn(settings.activeDays) } : view),
  },
})

const tab = defineTab({
  id: 'acme.contacts/contacts',
  title: 'Contacts',
  icon: 'contact',
  order: { after: 'tenure.customers/customers' },
  block: table(Contacts, { quickFilters: [{ property: Contact.lastActivityAt }], opens: 'record' }),
})

export const contacts = definePlugin({
  id: 'acme.contacts',
  version: '1.0.0',
  host: '1.0',
  grants: [Contacts.grant],
  contributes: [ContactsSettings, Contacts, tab],
})
