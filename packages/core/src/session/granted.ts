import { whatPeopleFilterBy } from '../contract/grant.js'
import { TenureError } from '../errors/tenure-error.js'
import type { AggregateData } from '../query/aggregate/aggregate-data.js'
import { type FilterData, pathsOf, type QueryData } from '../query/filter-data.js'
import { splitLinked, splitPath } from '../schema/property.js'

/** What a plugin was granted to read: paths of properties (`company.name`), or all of a type (`company.*`). */
export type GrantedPaths = ReadonlySet<string>

/** The object type that an association (`contact.companies`) leads to, where there is such an association. */
type TargetOf = (association: string) => string | undefined

/** Refuses a query that reads more than the plugin was granted (BEY-13). Errors: `access.denied`. */
export function checkGranted(query: QueryData, granted: GrantedPaths, targetOf: TargetOf): void {
  const asked = [...query.select.map((name) => `${query.type}.${name}`), ...(query.orderBy ?? []).map(({ by }) => by)]
  demandGranted([...asked, ...pathsIn(query.where, granted)], granted, targetOf)
}
/** Refuses an aggregate that looks at more than the plugin was granted. Errors: `access.denied`. */
export function checkGrantedAggregate({ by = [], measures = [], where }: AggregateData, granted: GrantedPaths, targetOf: TargetOf): void {
  demandGranted([...[...by, ...measures].map(({ property }) => property), ...pathsIn(where, granted)], granted, targetOf)
}
function pathsIn(where: FilterData | undefined, granted: GrantedPaths): readonly string[] {
  return where === undefined || granted.has(whatPeopleFilterBy) ? [] : pathsOf(where)
}
function demandGranted(asked: readonly string[], granted: GrantedPaths, targetOf: TargetOf): void {
  const missing = asked.find((path) => !isGranted(path, granted, targetOf))
  if (missing !== undefined)
    throw new TenureError('access.denied', `The plugin was not granted to read ${missing}. Add it to the plugin's grants.`, {
      missing: `read ${missing}`,
    })
}

/** Whether a path is among what was granted; one through a link is if both the link and what is at its end are. */
export function isGranted(path: string, granted: GrantedPaths, targetOf: TargetOf): boolean {
  if (granted.has(path)) return true
  const [type, name] = splitPath(path)
  const linked = splitLinked(name)
  if (linked === undefined) return granted.has(`${type}.*`)
  const [association, property] = linked
  const link = `${type}.${association}`
  return isGranted(link, granted, targetOf) && isGranted(`${targetOf(link)}.${property}`, granted, targetOf)
}
