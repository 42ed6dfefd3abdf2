import type { Access } from '../../access/access.js'
import type { Asker } from '../../access/asker.js'
import type { ObjectAction } from '../../access/permissions.js'
import { isHalfHidden, isReadable, isWritable } from '../../access/policy.js'
import type { Principal } from '../../access/principal.js'
import type { Issue } from '../../errors/tenure-error.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import type { Values } from '../../schema/value.js'
import type { DraftRecord } from '../draft.js'
import { evaluate } from '../evaluate.js'

/** What the runner of an import may do; the same checks as for one write of the page (SEC-9). */
export interface ImportRights {
  readonly who: Principal
  /** Why the runner may not bring in records of this type, or these properties of it. */
  refusal(type: ObjectTypeDefinition, names: readonly string[]): Issue | undefined
  /** Why the record may not become this. */
  refusalOf(type: ObjectTypeDefinition, record: DraftRecord, after: Values): Issue | undefined
  /** Why two records may not be linked, seen from the first. */
  refusalOfLink(type: ObjectTypeDefinition, record: DraftRecord, link: LinkEnds): Issue | undefined
}
/** A link, its other record, and the other end of the association. */
export interface LinkEnds {
  readonly association: AssociationDefinition
  readonly inverse: AssociationDefinition | undefined
  readonly otherType: ObjectTypeDefinition
  readonly other: DraftRecord
}

// Who works here and where may be imported by those who may manage users; what they may do is given on the page.
const ofDirectory: Readonly<Record<string, readonly string[]>> = {
  user: ['name', 'email', 'seat', 'timeZone', 'locale', 'primaryTeam'],
  team: ['name'],
}

/** The properties of a type that a person may bring in, as far as that person sees them; `undefined` for a type that people do not import. */
export function broughtBy(principal: Principal, type: ObjectTypeDefinition): readonly string[] | undefined {
  if (type.policy !== undefined) return principal.superAdmin ? ofDirectory[type.name] : undefined
  return type.properties.filter(({ name }) => isReadable(principal, type, name)).map(({ name }) => name)
}

/** The rights of one user. Of the records of the workspace itself only users and teams are imported by people, and none of their rights. */
export function rightsOf(access: Access, asker: Asker): ImportRights {
  const allows = (type: ObjectTypeDefinition, action: ObjectAction, id: string, values: Values): boolean =>
    evaluate(access.policy(asker, type.name, action), type.name, { id, values })
  const isOpen = (type: ObjectTypeDefinition, name: string): boolean =>
    isWritable(asker.principal, type, name) && !isHalfHidden(asker.principal, type, name)
  return {
    who: asker.principal,
    refusal(type, names) {
      const brought = broughtBy(asker.principal, type)
      if (brought === undefined) return { path: ['type'], message: `${type.plural} are not imported by people. Add them on their page.` }
      if (type.policy !== undefined) {
        const right = names.find((name) => !brought.includes(name))
        return right === undefined
          ? undefined
          : { path: [right], message: `${type.label}: ${right} is not imported by people. Give it on the page.` }
      }
      if (!type.active) return { path: ['type'], message: `${type.plural} are not activated in this account.` }
      const closed = names.find((name) => !isOpen(type, name))
      return closed === undefined ? undefined : { path: [closed], message: `${type.label}: ${closed} is read-only for you.` }
    },
    refusalOf(type, { ref, before }, after) {
      const known = before === undefined || allows(type, 'view', ref.id, before.values)
      const free = known && (before === undefined || allows(type, 'edit', ref.id, before.values)) && allows(type, 'edit', ref.id, after)
      if (free) return undefined
      const what =
        before === undefined
          ? `create this ${type.label.toLowerCase()}, because you could not edit it afterwards`
          : `edit this ${type.label.toLowerCase()}`
      return { path: [], message: `You may not ${what}. An administrator can change that.` }
    },
    refusalOfLink(type, record, { association, inverse, otherType, other }) {
      const seen = allows(otherType, 'view', other.ref.id, other.values)
      const otherFree = !inverse?.single || allows(otherType, 'edit', other.ref.id, other.values)
      const ownFree = (!association.single && inverse?.single === true) || allows(type, 'edit', record.ref.id, record.values)
      if (seen && otherFree && ownFree) return undefined
      return {
        path: [association.name],
        message: `You may not link this ${type.label.toLowerCase()} with that ${otherType.label.toLowerCase()}.`,
      }
    },
  }
}
