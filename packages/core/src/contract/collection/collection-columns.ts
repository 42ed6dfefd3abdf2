import { map } from 'rxjs'
import type { z } from 'zod'
import { formatOfKind } from '../../block/field.js'
import { splitLinked, splitPath } from '../../schema/property.js'
import { toPropertyDefinition } from '../../schema/property-definition.js'
import type { ReadNeed } from '../call.js'
import type { Contribution } from '../contribution.js'
import { implementProvider } from '../provider.js'
import type { SeenProperty } from '../records.js'
import type { columnsOutput } from './collection-contract.js'
import { type RunningCollection, type ShownColumn, usesOf } from './running.js'

type Column = z.output<typeof columnsOutput>[number]

/** The provider of the columns that a person may choose from: the type's properties, less what is hidden from the user. */
export function implementColumns(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract, columns, linked } = collection
  return implementProvider(contract.columnList, {
    uses: usesOf(collection),
    watch: ({ records }) =>
      records.watchProperties(contract.of.objectType, linked).pipe(map((properties) => toColumns(columns, properties))),
  })
}

function toColumns(defaults: readonly ShownColumn[], properties: readonly SeenProperty[]): Column[] {
  const shown = properties.filter(({ kind }) => kind !== 'json')
  const first = defaults.flatMap((column) => {
    const [, name] = splitPath(column.property.path)
    const known = shown.filter((property) => property.name === name)
    return known.map((property) => toColumn(splitLinked(name) ? toPropertyDefinition(column.property) : property, column))
  })
  // What is read through a link is there only where the collection shows it.
  const rest = shown.filter(({ name }) => !splitLinked(name) && !first.some(({ field }) => field === name))
  return [...first, ...rest.map((property) => toColumn(property))]
}

function toColumn({ name, label, kind, options, edits, currency }: SeenProperty, shown?: ShownColumn): Column {
  return {
    field: name,
    label: shown?.label ?? label,
    kind,
    format: shown?.format ?? formatOfKind(kind),
    sortable: kind !== 'multi_enumeration' && kind !== 'json',
    byDefault: shown !== undefined,
    ...(edits !== undefined && { edits }),
    ...(currency !== undefined && { currency }),
    ...(options && options.length > 0 && { options: options.map(({ value, label: text }) => ({ value, label: text })) }),
  }
}
