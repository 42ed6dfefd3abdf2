import { Company, Contact, ContactActivity, rowOf, TenureError, through } from '@tenure/core/contract'
import { defineWebhook } from '@tenure/core/outside'
import { Clock, creates, implementAction, reads } from '@tenure/core/plugin'
import { isAnyOf } from '@tenure/core/query'
import { takeActivitiesContract } from './take-contract.js'

const contactRow = rowOf(Contact.email, Contact.owner, through(Contact.companies, 'id'), through(Contact.companies, Company.csm))
const Known = reads(contactRow)
const Happened = creates(
  ...[ContactActivity.title, ContactActivity.body, ContactActivity.at, ContactActivity.kind],
  ...[ContactActivity.times, ContactActivity.durationMs, ContactActivity.score],
  ...[ContactActivity.owner, ContactActivity.contact, ContactActivity.company],
)
/** What taking activities needs. */
export const takeGrants = [Known, Happened] as const

/** Contacts that may share the addresses of one call. */
const mostContacts = 1_000
/** How far ahead of ours the clock of a sender may be. */
const aheadMs = 5 * 60_000

/** Records what contacts did. */
export const takeActivities = implementAction(takeActivitiesContract, {
  uses: { known: Known, happened: Happened, clock: Clock },
  async run({ input: { activities }, known, happened, clock, session }) {
    const now = clock.now()
    const addresses = [...new Set(activities.map(({ contact }) => keyOf(contact)))]
    const { rows } = await known.list({ select: contactRow, where: isAnyOf(Contact.email, ...addresses), limit: mostContacts })
    const issues: { readonly path: readonly (string | number)[]; readonly message: string }[] = []
    for (const [index, { contact, at, ...activity }] of activities.entries()) {
      const [found, other] = rows.filter(({ email }) => keyOf(email ?? '') === keyOf(contact))
      const happenedAt = at === undefined ? now : Date.parse(at)
      const place = ['activities', index]
      if (found === undefined) issues.push({ path: [...place, 'contact'], message: `No contact has the address ${contact}.` })
      else if (other !== undefined) issues.push({ path: [...place, 'contact'], message: `Several contacts have the address ${contact}.` })
      else if (happenedAt > now + aheadMs) issues.push({ path: [...place, 'at'], message: 'This is in the future.' })
      else {
        // It belongs to the person who looks after the contact, so that users who see only their own see it.
        const owner = found['companies.csm'] ?? found.owner ?? session.user
        happened.create({ ...activity, at: happenedAt, owner }, linksOf(found))
      }
    }
    // A contact that the user may not see is as unknown as one that is not there.
    if (issues.length > 0) throw new TenureError('input.invalid', `Nothing was recorded. ${issues[0]?.message ?? ''}`, { issues })
  },
})
function linksOf({ id, 'companies.id': company }: { readonly id: string; readonly 'companies.id': string | null }) {
  return { contact: id, ...(company !== null && { company }) }
}
function keyOf(address: string): string {
  return address.trim().toLowerCase()
}

/** Where other systems send what contacts did (SEC-11). */
export const activityWebhook = defineWebhook({
  id: 'tenure.feed/webhook',
  title: 'What contacts did',
  description: 'Anyone with the address and the secret adds activities to contacts that you see, in your name.',
  takes: takeActivitiesContract,
  example: {
    activities: [{ contact: 'ada@customer.example', kind: 'page-visited', title: 'Pricing', times: 2 }],
  },
})
