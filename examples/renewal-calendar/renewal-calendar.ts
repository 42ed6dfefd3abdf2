import { calendar, calendarInput, calendarMove, calendarOutput } from '@tenure/core/block'
import { Company, defineActionContract, defineProviderContract, rowOf, schemas, TenureError } from '@tenure/core/contract'
import { definePlugin, defineTab, edits, implementAction, implementProvider, reads } from '@tenure/core/plugin'
import { all, ascending, is, isBetween, isRecord, me } from '@tenure/core/query'
import { startOfDay } from '@tenure/core/zone'
import { map } from 'rxjs'
import { z } from 'zod'

export const renewalItems = defineProviderContract({
  id: 'acme.renewals/items',
  permission: 'workspace.access',
  input: calendarInput,
  output: calendarOutput,
})
export const moveRenewal = defineActionContract({
  id: 'acme.renewals/move',
  title: 'Move renewal',
  permission: 'workspace.access',
  input: calendarMove,
  output: z.strictObject({ id: schemas.recordId }),
})

const renewal = rowOf(Company.name, Company.healthStatus, Company.renewalDate)
const Renewals = reads(renewal, Company.csm)
const RenewalDate = edits(Company.renewalDate)

const items = implementProvider(renewalItems, {
  uses: { records: Renewals },
  watch: ({ input: { from, to, timeZone }, records }) =>
    records
      .watch({
        select: renewal,
        where: all(is(Company.csm, me), isBetween(Company.renewalDate, from, to)),
        orderBy: [ascending(Company.renewalDate)],
        limit: 500,
      })
      .pipe(
        map(({ rows, total }) => ({
          items: rows.flatMap(({ id, name, healthStatus, renewalDate: day }) =>
            day === null
              ? []
              : {
                  ...{ type: 'company', id, title: name ?? '', look: 'plain' as const },
                  days: { first: day, last: day },
                  ...{ startAt: startOfDay(day, timeZone), endAt: startOfDay(day, timeZone) + 86_400_000 },
                  calendar: healthStatus === 'at-risk' ? 'at-risk' : 'others',
                },
          ),
          calendars: [
            { id: 'at-risk', title: 'At risk' },
            { id: 'others', title: 'Others' },
          ],
          ...(total > rows.length && { left: total - rows.length }),
        })),
      ),
})

const move = implementAction(moveRenewal, {
  uses: { records: Renewals, renewalDate: RenewalDate },
  run: async ({ input: { id, was, firstDay }, records, renewalDate }) => {
    const { rows } = await records.list({ select: renewal, where: isRecord(Company, id) })
    const now = rows[0]?.renewalDate ?? null
    if (firstDay === undefined || (was !== undefined && now !== was))
      throw new TenureError('record.conflict', 'Somebody else moved it meanwhile. Look where it is now.', {
        ...{ record: { type: 'company', id }, version: '0' },
        newer: { renewalDate: now },
      })
    renewalDate.edit(id, { renewalDate: firstDay })
    return { id }
  },
})

const tab = defineTab({
  id: 'acme.renewals/calendar',
  title: 'Renewals',
  icon: 'calendar',
  order: { group: 'customers' },
  block: calendar({ from: renewalItems, moves: moveRenewal }),
})

export const renewalCalendar = definePlugin({
  id: 'acme.renewals',
  version: '1.0.0',
  host: '1.0',
  grants: [Renewals, RenewalDate],
  contributes: [items, move, tab],
})
