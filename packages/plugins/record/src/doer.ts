import type { DynamicRow, TypeView } from '@tenure/core/plugin'
import { textOf } from './links.js'
import type { Names } from './names.js'

/** What `doerOf` reads of an activity or of work, as far as the user may see it. */
export function doerPaths({ properties, associations }: TypeView): readonly string[] {
  const own = properties.map(({ name }) => name).filter((name) => ['owner', 'assignee', 'direction'].includes(name))
  return [...own, ...associations.filter(({ to }) => to === 'contact').map(({ name }) => `${name}.name`)]
}

/**
 * Who did it: the contact, of what contacts do by themselves and of a call or an email that came in; the user, of everything else.
 *
 * Empty: `undefined` for a contact who is not linked or not seen. The user who answers for such a record did not do it.
 */
export function doerOf({ name, associations }: TypeView, row: DynamicRow, names: Names): string | undefined {
  if (name !== 'contactActivity' && row['direction'] !== 'inbound') return names.get(textOf(row['assignee']) ?? textOf(row['owner']) ?? '')
  const contact = associations.find(({ to }) => to === 'contact')
  return (contact && textOf(row[`${contact.name}.name`])) ?? undefined
}
