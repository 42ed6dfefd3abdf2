import type { Host, ImportTally } from '@tenure/core'
import { Company, Contact, rowOf } from '@tenure/core/contract'
import { implementAction, type Records, reads } from '@tenure/core/plugin'
import { isRecord, some } from '@tenure/core/query'
import { planCalendar, runPlan } from './import-calendar.js'
import { type CalendarReport, checkCalendarContract, importCalendarContract } from './import-contract.js'

const row = rowOf(Company.name)
/** Of which companies those are that are invited. */
export const Invited = reads(row, Company.contacts, Contact.companies)
/** So many companies of one contact are linked. */
const mostCompanies = 5
/** As many contacts are looked up at once. */
const atOnce = 50

/** The check and the import of a calendar file, over the importer of a host. */
export function importActions(host: Pick<Host, 'importerOf'>) {
  const uses = { companies: Invited }
  const importerFor = (user: string) => host.importerOf(user, `calendar-${user}`)
  return [
    implementAction(checkCalendarContract, {
      uses,
      run: async ({ input, session, companies }) => {
        const importer = importerFor(session.user)
        const plan = await planCalendar({ ...input, session, importer, companiesOf: (contacts) => companiesOf(companies, contacts) })
        return runPlan(plan, { importer, session }, { dryRun: true })
      },
    }),
    implementAction(importCalendarContract, {
      uses,
      run: async ({ input, session, companies }) => {
        const importer = importerFor(session.user)
        const plan = await planCalendar({ ...input, session, importer, companiesOf: (contacts) => companiesOf(companies, contacts) })
        const record = await importer.begin({ name: input.file, total: plan.planned.length })
        try {
          const report = await runPlan(plan, { importer, session }, record)
          await record.end(tallyOf(report))
          return { ...report, group: record.group }
        } catch (error) {
          await record.end({ done: 0, kept: 0, left: 0, failed: 0 }, error instanceof Error ? error.message : String(error))
          throw error
        }
      },
    }),
  ] as const
}

function tallyOf({ counts: { created, updated, kept, rejected } }: CalendarReport): ImportTally {
  return { done: created + updated, created, kept, left: 0, failed: rejected }
}

type Companies = Pick<Records<(typeof row)['properties'][number]['path'] | 'company.contacts' | 'contact.companies'>, 'list'>
async function companiesOf(companies: Companies, contacts: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  for (let at = 0; at < contacts.length; at += atOnce)
    await Promise.all(
      contacts.slice(at, at + atOnce).map(async (id) => {
        const { rows } = await companies.list({ select: row, where: some(Company.contacts, isRecord(Contact, id)), limit: mostCompanies })
        found.set(
          id,
          rows.map((company) => company.id),
        )
      }),
    )
  return found
}
