import { TenureError } from '../errors/tenure-error.js'
import { splitPath } from '../schema/property.js'
import { isRoleName, roleDefinitions } from '../schema/role.js'
import type { RoleMapping, Roles } from './asker.js'

/** The object type behind a name that may be a role's: of two that play it, the one shown first. Errors: `input.invalid` where none plays it. */
export function resolveType(roles: Roles, name: string): string {
  if (!isRoleName(name)) return name
  const mapping = roles.get(name)?.[0]
  if (mapping !== undefined) return mapping.type
  throw unchosen(`The workspace has not chosen which object type plays the role ${labelOf(name)}.`)
}

/**
 * The real path behind one that may name a role. Of two types that play it, the one that the question is `about` is meant, or else the one
 * shown first. Errors: `input.invalid` where the role, or the property for it, is not configured.
 */
export function resolvePath(roles: Roles, path: string, about?: string): string {
  const [name, property] = splitPath(path)
  if (!isRoleName(name)) return path
  const { type, properties } = mappingOf(roles, name, about) ?? { type: resolveType(roles, name), properties: {} }
  if (!Object.hasOwn(properties, property)) return `${type}.${property}`
  const chosen = properties[property]
  if (chosen === undefined) throw unchosen(`The workspace has not chosen what ${path} means.`)
  return `${type}.${chosen}`
}

/** The object type that a question names, or of two that play the role the one that it is about. Errors: `input.invalid` for one that does not play it. */
export function resolveAbout(roles: Roles, name: string, about: string | undefined): string {
  if (about === undefined || about === name) return resolveType(roles, name)
  if (isRoleName(name) && roles.get(name)?.some(({ type }) => type === about)) return about
  const message = `${about} does not play the role ${labelOf(name)}.`
  throw new TenureError('input.invalid', message, { issues: [{ path: ['object'], message }] })
}

/** What plays a role in a query about a type: the type itself if it does, or else the one shown first. */
export function mappingOf(roles: Roles, name: string, about?: string): RoleMapping | undefined {
  if (!isRoleName(name)) return undefined
  const mappings = roles.get(name)
  return mappings?.find(({ type }) => type === about) ?? mappings?.[0]
}

function labelOf(name: string): string {
  return roleDefinitions.find((role) => role.name === name)?.label ?? name
}
function unchosen(reason: string): TenureError {
  const message = `${reason} An administrator can choose it in the settings.`
  return new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
