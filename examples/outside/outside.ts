import { Company, CustomerRole, defineActionContract, rowOf } from '@tenure/core/contract'
import { definePublicLink, fetches, publicAnswer } from '@tenure/core/outside'
import { definePlugin, defineProvider, edits, implementAction, reads } from '@tenure/core/plugin'
import { ascending, isKnown } from '@tenure/core/query'
import { z } from 'zod'

/** What the home page of a customer says of itself. */
export const describeContract = defineActionContract({
  id: 'acme.outside/describe',
  title: 'Describe from the website',
  permission: 'workspace.access',
  input: z.strictObject({ company: z.string(), url: z.string() }),
})
const Pages = fetches('the home pages of customers')
const Descriptions = edits(Company.description)

const describe = implementAction(describeContract, {
  uses: { pages: Pages, descriptions: Descriptions },
  async run({ input: { company, url }, pages, descriptions }) {
    const page = await pages.fetch({ url, accept: 'text/html', mostBytes: 500_000 })
    if (page.state !== 'fetched') return
    const [, description] = /<meta name="description" content="([^"]{1,500})"/i.exec(page.text) ?? []
    if (description !== undefined) descriptions.edit(company, { description })
  },
})

const RenewalRow = rowOf(CustomerRole.name, CustomerRole.renewalDate)
const Renewals = reads(RenewalRow)

const renewalDates = defineProvider({
  id: 'acme.outside/renewal-dates',
  permission: 'workspace.access',
  output: publicAnswer,
  uses: { renewals: Renewals },
  async watch({ renewals }) {
    const orderBy = [ascending(CustomerRole.renewalDate)]
    const { rows } = await renewals.list({ select: RenewalRow, where: isKnown(CustomerRole.renewalDate), orderBy })
    return { type: 'text/plain' as const, text: rows.map(({ name, renewalDate }) => `${renewalDate} ${name}\n`).join('') }
  },
})
/** A link to them, which opens without signing in. */
export const renewalLink = definePublicLink({
  id: 'acme.outside/renewals',
  title: 'Renewal dates',
  description: 'Anyone who has the link sees the names and renewal dates of your customers.',
  from: renewalDates,
  file: 'renewals.txt',
})

/** Looks outside, and lets others look in. */
export const outside = definePlugin({
  id: 'acme.outside',
  version: '1.0.0',
  host: '1.0',
  grants: [Pages, Descriptions, Renewals],
  contributes: [describe, renewalDates, renewalLink],
})
