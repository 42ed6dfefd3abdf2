import { Company, Contact, definePermission, extendRow, rowOf, schemas, TenureError, through, windowOf } from '@tenure/core/contract'
import { defineProvider, mapRows, reads } from '@tenure/core/plugin'
import { all, ascending, byPeriod, byValue, is, isBetween, isKnown } from '@tenure/core/query'
import { concat, map, NEVER, of, throwError } from 'rxjs'
import { z } from 'zod'

/** What everybody in a workspace may call. */
export const base = { permission: 'workspace.access' } as const
/** A permission that nobody has. */
export const margins = definePermission({ id: 'acme.kinds/margins', title: 'Read margins' })
const CompanyRow = rowOf(Company.name, Company.arr, Company.renewalDate)
/** What the plugin may read of companies. */
export const Companies = reads(CompanyRow, Company.healthStatus)
const worksAt = through(Contact.companies, Company.name)
const ContactRow = rowOf(Contact.name, worksAt)
/** What the plugin may read of contacts. */
export const Contacts = reads(ContactRow)

/** One answer with a value of every format. */
export const sums = defineProvider({
  ...base,
  id: 'acme.kinds/sums',
  output: z.strictObject({
    arr: schemas.money,
    kept: z.number(),
    none: z.number().nullable(),
    owner: schemas.userId,
    closesOn: z.string(),
    health: z.string(),
    healthScore: z.number(),
  }),
  watch: () =>
    concat(
      of({
        arr: { amount: '4790000', currency: 'EUR' },
        kept: 0.934,
        none: null,
        owner: 'u1',
        closesOn: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10),
        health: 'at-risk',
        healthScore: 38,
      }),
      NEVER,
    ),
})
/** A number that belongs to a record. */
export const usage = defineProvider({
  ...base,
  id: 'acme.kinds/usage',
  input: z.strictObject({ company: schemas.recordId }),
  output: z.strictObject({ kept: z.number() }),
  watch: ({ input }) => concat(of({ kept: Number(input.company.slice(1)) / 10 }), NEVER),
})
/** What happened to customers. */
export const happened = defineProvider({
  ...base,
  id: 'acme.kinds/happened',
  output: windowOf(extendRow(CompanyRow, { at: z.int(), text: z.string() })),
  uses: { companies: Companies },
  watch: ({ companies }) =>
    companies
      .watch({ select: CompanyRow, orderBy: [ascending(Company.name)], limit: 3 })
      .pipe(mapRows((row) => ({ ...row, at: Date.now() - 5_400_000, text: `${row.name} opened a ticket` }))),
})
/** Three customers. */
export const due = defineProvider({
  ...base,
  id: 'acme.kinds/due',
  output: windowOf(CompanyRow),
  uses: { companies: Companies },
  watch: ({ companies }) => companies.watch({ select: CompanyRow, orderBy: [ascending(Company.name)], limit: 3 }),
})
/** Contacts with the name of their company, which is read through a link. */
export const contacts = defineProvider({
  ...base,
  id: 'acme.kinds/contacts',
  output: windowOf(ContactRow),
  uses: { contacts: Contacts },
  watch: ({ contacts: all }) => all.watch({ select: ContactRow, where: isKnown(worksAt), orderBy: [ascending(worksAt)], limit: 3 }),
})
const status = z.enum(['at-risk', 'neutral', 'healthy'])
/** How many customers renew in a month, by health. */
export const renewing = defineProvider({
  ...base,
  id: 'acme.kinds/renewing',
  output: z.strictObject({ rows: z.array(z.strictObject({ month: z.string(), status: status.nullable(), customers: z.int() })) }),
  uses: { companies: Companies },
  watch: ({ companies }) =>
    companies
      .watchAggregate({
        of: Company,
        where: isKnown(Company.renewalDate),
        by: [byPeriod(Company.renewalDate, 'month'), byValue(Company.healthStatus)],
      })
      .pipe(
        map(({ groups }) => ({
          rows: groups.map(({ by: [month, health], count }) => ({
            month: String(month),
            status: health as z.output<typeof status> | null,
            customers: count,
          })),
        })),
      ),
})
/** The customers behind one of these numbers. */
export const renewingIn = defineProvider({
  ...base,
  id: 'acme.kinds/renewing-in',
  input: z.strictObject({ month: schemas.day, status }),
  output: windowOf(CompanyRow),
  uses: { companies: Companies },
  watch: ({ input, companies }) =>
    companies.watch({
      select: CompanyRow,
      where: all(isBetween(Company.renewalDate, input.month, lastDayOf(input.month)), is(Company.healthStatus, input.status)),
      orderBy: [ascending(Company.name)],
    }),
})
function lastDayOf(month: string): string {
  const at = new Date(month)
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).toISOString().slice(0, 10)
}
const number = { ...base, output: z.strictObject({ kept: z.number() }) }
/** A provider that throws. */
export const broken = defineProvider({
  ...number,
  id: 'acme.kinds/broken',
  watch: () => throwError(() => new TenureError('storage.failed', 'The warehouse refused the sign-in.', { transient: true })),
})
/** A provider that never answers. */
export const silent = defineProvider({ ...number, id: 'acme.kinds/silent', watch: () => NEVER })
/** A provider that takes a permission which nobody has. */
export const margin = defineProvider({ ...number, permission: margins, id: 'acme.kinds/margin', watch: async () => ({ kept: 0.4 }) })
let answered = false
/** A provider that answers once and then fails. */
export const stale = defineProvider({
  ...number,
  id: 'acme.kinds/stale',
  watch: () => {
    const failed = throwError(() => new TenureError('storage.failed', 'The warehouse is down.', { transient: true }))
    const first = answered ? failed : concat(of({ kept: 0.91 }), failed)
    answered = true
    return first
  },
})
