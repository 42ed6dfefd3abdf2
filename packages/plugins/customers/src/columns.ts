import { implementProvider, type PropertyDefinition } from '@tenure/core/plugin'
import { map } from 'rxjs'
import { customerColumns } from './contract.js'
import { Customers } from './grants.js'

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
  watch: ({ customers }) => customers.watchProperties('customer').pipe(map(toColumns)),
})

function toColumns(properties: readonly PropertyDefinition[]) {
  const shown = properties.filter(({ kind }) => kind !== 'json')
  const first = byDefault.flatMap((name) => shown.filter((property) => property.name === name))
  return [...first, ...shown.filter((property) => !first.includes(property))].map(toColumn)
}

function toColumn({ name, label, kind, options }: PropertyDefinition) {
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
