import type { TypeView } from '@tenure/core/plugin'
import type { z } from 'zod'
import type { subjectsContract } from './report-contract.js'

type Subject = z.output<typeof subjectsContract.output>[number]
type MeasureName = Subject['measured'][number]['measures'][number]

const times = ['date', 'datetime']
const amounts: readonly MeasureName[] = ['sum', 'average', 'minimum', 'maximum', 'distinct']
const measuresOf: Readonly<Record<string, readonly MeasureName[]>> = {
  money: amounts,
  number: amounts,
  date: ['minimum', 'maximum', 'distinct'],
  datetime: ['minimum', 'maximum', 'distinct'],
  string: ['distinct'],
  enumeration: ['distinct'],
  user: ['distinct'],
}

/** What a report can ask about an object type. */
export function subjectOf({ name: type, plural: label, properties }: TypeView): Subject {
  const toShown = ({ name, label: text, kind }: TypeView['properties'][number]) => ({ path: `${type}.${name}`, label: text, kind })
  return {
    type,
    label,
    groups: properties
      .filter(({ kind }) => kind !== 'money' && kind !== 'json' && kind !== 'text')
      .map((property) => ({ ...toShown(property), isTime: times.includes(property.kind) })),
    measured: properties.flatMap((property) => {
      const measures = measuresOf[property.kind]
      return measures === undefined ? [] : [{ ...toShown(property), measures: [...measures] }]
    }),
  }
}
