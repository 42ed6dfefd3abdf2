import type { PropertyValue, RecordDetail } from '../data/answers.js'

const first = [
  'renewalDate',
  'arr',
  'amount',
  'stage',
  'status',
  'priority',
  'csm',
  'owner',
  'lastActivityAt',
  'closeDate',
  'dueAt',
  'email',
  'phone',
]

/** Whether the health card says it. */
export const isHealth = (name: string): boolean => ['healthScore', 'healthStatus', 'healthQuiet'].includes(name)
/** What the heading says already, and what says nothing of the record. */
const isPlain = ({ name, value }: PropertyValue, title: string | null) => name === 'createdAt' || name === 'updatedAt' || value === title

/** The properties that lead: the chosen ones, empty or not; else the first few that are known. */
export function leadingProperties(
  { properties, title }: Pick<RecordDetail, 'properties' | 'title'>,
  chosen: readonly string[] | undefined,
): readonly PropertyValue[] {
  const find = (name: string) => properties.find((property) => property.name === name) ?? []
  if (chosen !== undefined) return chosen.flatMap(find)
  const known = first.flatMap(find).filter(({ value }) => value !== null)
  if (known.length > 0) return known.slice(0, 5)
  return properties.filter((property) => property.value !== null && !isHealth(property.name) && !isPlain(property, title)).slice(0, 4)
}
