import { type DynamicRecords, implementProvider } from '@tenure/core/plugin'
import { distinctUntilChanged, map } from 'rxjs'
import { customerColumns } from './contract.js'
import { Customers } from './grants.js'

type Definition = ReturnType<DynamicRecords['describe']>[number]

/** Shown until a person chooses, in this order. */
const byDefault = ['name', 'healthScore', 'renewalDate', 'arr', 'lastActivityAt', 'csm']
const formats: Readonly<Record<string, string>> = {
  money: 'money',
  number: 'number',
  date: 'relative-date',
  datetime: 'relative-date',
  user: 'user',
}

/** The columns that the user may choose from: the customer's properties, less what is hidden from the user. */
export const columns = implementProvider(customerColumns, {
  uses: { customers: Customers },
  // It answers anew when rights, settings or properties change: an empty live list tells of all three.
  watch: ({ customers }) =>
    customers.watch({ type: 'customer', select: [], limit: 0 }).pipe(
      map(() => toColumns(customers.describe('customer'))),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    ),
})

function toColumns(definitions: readonly Definition[]) {
  const shown = definitions.filter(({ kind }) => kind !== 'json')
  const first = byDefault.flatMap((name) => shown.filter((definition) => definition.name === name))
  return [...first, ...shown.filter((definition) => !first.includes(definition))].map(toColumn)
}

function toColumn({ name, label, kind, options }: Definition) {
  const isHealth = name === 'healthScore'
  return {
    field: name,
    label: isHealth ? 'Health' : label,
    kind,
    format: isHealth ? 'health' : (formats[kind] ?? 'text'),
    sortable: kind !== 'multi_enumeration',
    byDefault: byDefault.includes(name),
    ...(options && options.length > 0 && { options: options.map(({ value, label: text }) => ({ value, label: text })) }),
  }
}
