import type { Issue } from '../../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import type { Value } from '../../schema/value.js'
import type { ImportLink, ImportNote } from './import-row.js'

/** The other record of a link does not exist. */
export function missingIssue({ association, to }: ImportLink): Issue {
  return { path: [association], message: `There is no ${to.type} with the key ${to.externalId}.` }
}
/** A record names itself at the other end of a link. */
export function selfIssue({ association, to }: ImportLink): Issue {
  return { path: [association], message: `The ${to.type} with the key ${to.externalId} cannot be linked with itself.` }
}
/** A record was archived here, and stays so. */
export function archivedNote({ label }: ObjectTypeDefinition): ImportNote {
  return {
    note: 'kept',
    path: [],
    message: `This ${label.toLowerCase()} was archived here. It stays as it is; restore it to import into it.`,
  }
}
/** A person changed a value. */
export function keptText(type: ObjectTypeDefinition, property: string, now: Value, value: Value): string {
  const label = type.properties.find(({ name }) => name === property)?.label ?? property
  return `${label} stays ${shown(now)}, as a person set it since the last import. The file says ${shown(value)}.`
}
/** A person changed what is linked. */
export function keptLinkText({ label }: AssociationDefinition, now: string, { to }: ImportLink): string {
  return `${label} stays ${now}, as a person set it since the last import. The file says ${to.externalId}.`
}
/** A person took a link away, of an end that takes many. */
export function removedLinkText({ label }: AssociationDefinition, { to }: ImportLink): string {
  return `${label} stays without ${to.externalId}, as a person took it away since the last import. The file says ${to.externalId}.`
}
/** A person linked something where the file names nothing. */
export function filledLinkText({ label }: AssociationDefinition, now: string): string {
  return `${label} stays ${now}, as a person set it since the last import. The file says empty.`
}
function shown(value: Value): string {
  if (value === null) return 'empty'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
