import { type CalendarDay, startOfPeriod } from '@tenure/core/contract'
import { implementProvider } from '@tenure/core/plugin'
import { createSlices, inSlices } from '@tenure/core/slices'
import { type Agreement, eachPage, toAgreement } from '../agreement/agreements.js'
import { demand } from '../agreement/reading.js'
import { type NumberMoment, numberUses, watchNumber } from './numbers.js'
import {
  forecastContract,
  renewalHealthContract,
  renewalMonthsContract,
  renewalRecordsContract,
  renewalsContract,
} from './numbers-contract.js'
import { inOrder, type Renewal, renewalsOf, sumUp } from './renewals.js'

interface Asked {
  readonly from?: CalendarDay | undefined
  readonly months: number
}

/** All agreements that the user may see. */
export async function readAgreements(moment: NumberMoment): Promise<readonly Agreement[]> {
  const agreements: Agreement[] = []
  await eachPage(moment, (rows) => void agreements.push(...rows.map((row) => toAgreement(row, moment.reading))))
  return agreements
}
/** The renewals of the months that are asked for. Errors: `access.denied` where what they need is hidden from the user. */
export async function readRenewals(moment: NumberMoment, { from, months }: Asked): Promise<readonly Renewal[]> {
  demand(moment.reading, ['amount', 'renewalDate', 'stage'], ['chain'])
  const renewals = renewalsOf(await readAgreements(moment), {
    today: moment.today,
    from: startOfPeriod(from ?? moment.today, 'month'),
    months,
    lines: moment.numbers,
  })
  return inSlices(renewals, createSlices(moment.long.signal))
}

/** They have the same value of each part, with what they come to. */
async function summed<Part>(moment: NumberMoment, asked: Asked, partOf: (renewal: Renewal) => Part) {
  return inSlices(sumUp(await readRenewals(moment, asked), partOf), createSlices(moment.long.signal))
}

const statusOf = ({ agreement }: Renewal) => agreement.customer?.status ?? null

const byAll = implementProvider(renewalsContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(
      call,
      input.object,
      async (moment) => {
        const found = await summed(moment, input, (each) => ({ when: each.when, status: statusOf(each), expectation: each.expectation }))
        return { rows: [...inOrder(found)] }
      },
      { rows: [] },
    ),
})
const byHealth = implementProvider(renewalHealthContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(
      call,
      input.object,
      async (moment) => {
        const found = await summed(moment, input, (each) => ({ when: each.when, status: statusOf(each) ?? ('none' as const) }))
        return { rows: inOrder(found).map(({ when, status, count, amount }) => ({ when, status, count, amount })) }
      },
      { rows: [] },
    ),
})
const byMonth = implementProvider(renewalMonthsContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(
      call,
      input.object,
      async (moment) => ({
        rows: [...inOrder(await summed(moment, input, ({ when }) => ({ when })))],
      }),
      { rows: [] },
    ),
})
const forecast = implementProvider(forecastContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(
      call,
      input.object,
      async (moment) => ({
        rows: [...(await summed(moment, input, ({ expectation }) => ({ expectation })))],
      }),
      { rows: [] },
    ),
})

const mostRows = 500
const behindNumber = implementProvider(renewalRecordsContract, {
  uses: numberUses,
  watch: ({ input, ...call }) =>
    watchNumber(call, input.object, async (moment) => {
      const { when, status, expectation } = input
      const all = (await readRenewals(moment, input)).filter(
        (each) =>
          (when === undefined || each.when === when) &&
          (status === undefined || (statusOf(each) ?? 'none') === status) &&
          (expectation === undefined || each.expectation === expectation),
      )
      const sorted = all.sort((a, b) => Number(b.agreement.amount?.amount ?? 0) - Number(a.agreement.amount?.amount ?? 0))
      return { total: all.length, rows: sorted.slice(0, mostRows).map((each) => ({ ...toRow(each), type: moment.reading.objectType })) }
    }),
})
function toRow({ agreement, expectation, due, weighted }: Renewal) {
  const { id, name, customer, amount } = agreement
  return {
    ...{ id, name, expectation },
    customer: customer?.name ?? null,
    status: customer?.status ?? null,
    renewalDate: due ?? null,
    amount: amount ?? null,
    weighted: weighted ?? null,
  }
}

/** Renewals by month, what is expected of them, and the records behind each number (REV-6). */
export const renewalProviders = [byAll, byHealth, byMonth, forecast, behindNumber]
