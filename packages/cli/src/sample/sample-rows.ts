import type { ImportRow, Json } from '@tenure/core'
import type { RowSource, RowStep } from '@tenure/core/administration'
import { createSlices, inSlices } from '@tenure/core/slices'
import { countries } from './row/countries.js'
import type { SampleData } from './sample-data.js'
import { sampleSource } from './sample-row.js'
import { sampleExtensions } from './signal-properties.js'

/** How many customers the sample has. */
export const sampleCustomers = countries.reduce((sum, { customers }) => sum + customers, 0)

/** What a run of the sample is made from: the day around which its dates lie. */
export function sampleInput(day: string): Json {
  return { day }
}

/** The sample as rows that come in and go as one, into a workspace that people use already. */
export const sampleRows: RowSource = {
  source: sampleSource,
  extensions: sampleExtensions,
  steps: async (input) => {
    const { day } = input as { readonly day: string }
    const { sampleSteps } = await import('./sample-data.js')
    return stepsOf(await inSlices(sampleSteps(day), createSlices(new AbortController().signal)))
  },
}

function stepsOf({ earlier, rows, archived }: SampleData): readonly RowStep[] {
  return [
    ...earlier.flatMap(({ at, rows: past }) => past.map((row) => ({ row, at }))),
    ...rows.map((row) => ({ row: withoutAdmin(row) })),
    ...archived.map((externalId) => ({ archive: { type: 'company', externalId } })),
  ]
}

// Nobody made up may have the account of people who are not.
function withoutAdmin(row: ImportRow): ImportRow {
  return row.type === 'user' ? { ...row, values: { ...row.values, superAdmin: false } } : row
}
