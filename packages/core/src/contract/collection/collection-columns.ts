import { combineLatest, map } from 'rxjs'
import type { z } from 'zod'
import { formatOfKind } from '../../block/field.js'
import type { PipelineDefinition } from '../../schema/definition.js'
import { splitLinked, splitPath } from '../../schema/property.js'
import { toPropertyDefinition } from '../../schema/property-definition.js'
import type { ReadNeed } from '../call.js'
import type { Contribution } from '../contribution.js'
import { implementProvider } from '../provider.js'
import type { SeenProperty } from '../records.js'
import type { boardOutput, columnsOutput } from './collection-contract.js'
import { type RunningCollection, recordsFor, type ShownColumn, usesOf } from './running.js'

type Column = z.output<typeof columnsOutput>[number]

/** The provider of the columns that a person may choose from: the type's properties, less what is hidden from the user. */
export function implementColumns(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract, columns, linked } = collection
  return implementProvider(contract.columnList, {
    uses: usesOf(collection),
    watch: ({ input, records }) =>
      recordsFor(records, input)
        .watchProperties(contract.of.objectType, linked)
        .pipe(map((properties) => toColumns(columns, properties))),
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

function toColumn({ name, label, kind: own, format: meant, options, edits, currency }: SeenProperty, shown?: ShownColumn): Column {
  const kind = meant ?? own
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

type Pipeline = z.output<typeof boardOutput>['pipelines'][number]

/** The provider of the pipelines that the records of a collection are in. */
export function implementBoard(collection: RunningCollection): Contribution<ReadNeed> {
  const { contract, adapt } = collection
  const type = contract.of.objectType
  return implementProvider(contract.boardList, {
    uses: usesOf(collection),
    watch: ({ input, records, builtIn: _builtIn, saved: _saved, removed: _removed, ...used }) =>
      combineLatest([records.watchObjects(type), recordsFor(records, input).watchPipelines(type)]).pipe(
        map(([objects, pipelines]) => {
          const object = input.object ?? objects[0]?.name ?? type
          const layout = adapt?.layout?.(used as never, object) ?? ('board' as const)
          return { objects: [...objects], object, layout, pipelines: pipelines.map(toPipeline) }
        }),
      ),
  })
}

function toPipeline({ value, label, stages }: PipelineDefinition): Pipeline {
  return {
    value,
    label,
    stages: stages.map((stage) => ({
      value: stage.value,
      label: stage.label,
      open: stage.open,
      ...(stage.probability !== undefined && { probability: stage.probability }),
    })),
  }
}
