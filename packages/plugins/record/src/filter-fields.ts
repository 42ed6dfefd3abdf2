import { filterFieldsContract } from '@tenure/core/page'
import { implementProvider, type TypeView } from '@tenure/core/plugin'
import { filterOperators } from '@tenure/core/query'
import { combineLatest, map } from 'rxjs'
import type { z } from 'zod'
import { Everything } from './grants.js'

type Fields = z.output<typeof filterFieldsContract.output>

/** What a filter can ask of records of a type or role. What is hidden from the user is absent, and so are links to types that the user may not see. */
export const filterFields = implementProvider(filterFieldsContract, {
  uses: { records: Everything },
  watch: ({ input: { type }, records }) =>
    combineLatest([records.watchType(type), records.watchProperties(type), records.watchTypes()]).pipe(
      map(([real, properties, types]): Fields => {
        const toPath = (name: string, own = name) => ({
          path: `${type}.${name}`,
          ...(real.name !== type && { alias: `${real.name}.${own}` }),
        })
        return {
          objectType: real.name,
          label: real.label,
          plural: real.plural,
          properties: properties.map((property) => ({ ...toPath(property.name, property.edits), ...toField(property) })),
          links: real.associations.map(({ name, label, to }) => ({ ...toPath(name), label, to, ...namesOf(types, to) })),
          operators: filterOperators.map(({ kinds, ...operator }) => ({ ...operator, kinds: [...kinds] })) as Fields['operators'],
        }
      }),
    ),
})

type Field = Omit<Fields['properties'][number], 'path' | 'alias'>
function toField({ label, kind, group, options, currency }: TypeView['properties'][number]): Field {
  return {
    label,
    kind,
    ...(group !== undefined && { group }),
    ...(options && options.length > 0 && { options: options.map(({ value, label: text }) => ({ value, label: text })) }),
    ...(currency !== undefined && { currency }),
  }
}
function namesOf(types: readonly TypeView[], name: string): { readonly one: string; readonly plural: string } {
  const type = types.find((each) => each.name === name)
  return { one: type?.label ?? name, plural: type?.plural ?? name }
}
