import type { ImportRow, Values } from '@tenure/core'
import type { Random } from './random.js'
import type { ActivityContext } from './row/activities.js'
import { contactAt } from './row/contacts.js'
import { sampleRow } from './sample-row.js'
import { atDesk, daysAfter, workday } from './working-time.js'

const minute = 60_000
type Doing = (random: Random, product: string) => Values
const doings: readonly Doing[] = [
  (random) => ({
    kind: 'email-replied',
    title: random.pick(['Renewal terms', 'Training dates', 'Open points']),
    body: 'Thursday at four works for all of us.',
  }),
  (random) => ({ kind: 'email-opened', title: random.pick(['Adoption review', 'Release notes', 'Invitation']), times: random.whole(1, 4) }),
  () => ({ kind: 'email-clicked', title: 'Pricing and plans' }),
  () => ({ kind: 'meeting-booked', title: 'Roadmap preview' }),
  (random) => ({
    kind: 'called',
    title: 'Question',
    body: 'Asked who takes over in the holidays.',
    durationMs: random.whole(2, 20) * minute,
  }),
  (random) => ({ kind: 'document-viewed', title: 'Security review', durationMs: random.whole(1, 9) * minute }),
  () => ({ kind: 'form-sent', title: 'Add seats' }),
  (random) => ({ kind: 'survey-answered', title: 'Yearly survey', score: random.whole(4, 10) }),
  (random, product) => ({ kind: 'page-visited', title: `Help: ${product}`, times: random.whole(1, 5) }),
]

/** What contacts of a customer did in the last two weeks. Where things go down, nobody does anything. */
export function createContactActivities({ customer, contacts, product, today }: ActivityContext): readonly ImportRow[] {
  const { csm } = customer
  if (csm === undefined || customer.course === 'sinking') return []
  const random = customer.random('contact activities')
  const count = random.whole(0, 4)
  return Array.from({ length: count }, (_, place) => {
    const at = atDesk(workday(daysAfter(today, -random.whole(3, 14))), customer.timeZone, random)
    const contact = contactAt(contacts, at, random)
    const values = { ...random.pick(doings)(random, product), owner: csm.id, at, createdAt: at }
    const links = [
      ['contact', 'contact', contact.key],
      ['company', 'company', customer.key],
    ] as const
    return { contact, at, row: sampleRow('contactActivity', `${customer.key}/did-${place + 1}`, values, links) }
  }).flatMap(({ contact, at, row }) => (at > contact.since && at > customer.createdAt + 60 * minute ? [row] : []))
}
