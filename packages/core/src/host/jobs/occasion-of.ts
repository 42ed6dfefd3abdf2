import type { z } from 'zod'
import { mappingOf } from '../../access/role-path.js'
import type { jobsContract } from '../../contract/administration/jobs-contract.js'
import { pathsIn } from '../../contract/job/occasion.js'
import type { JobToRun } from '../../jobs/job/job-to-run.js'
import type { ObjectTypeDefinition } from '../../schema/definition.js'
import { splitPath, toLabel } from '../../schema/property.js'
import { isRoleName } from '../../schema/role.js'
import type { Kernel } from '../kernel.js'

type ShownOccasion = z.output<typeof jobsContract.output>[number]['on']
type Port = Pick<Kernel, 'roles' | 'schema' | 'workspaces'>

/** What a job runs on, with the names of objects and properties that people know. */
export function occasionOf(port: Port, { job: { on, of, select } }: Pick<JobToRun, 'job'>): ShownOccasion {
  if (on.occasion === 'every') return { occasion: 'every', every: on.every }
  const types = typesOf(port, of.objectType)
  const objects = types.map(({ plural }) => plural)
  const named = (paths: readonly string[]): string[] => [...new Set(paths.map((path) => labelOf(port, types, path)))]
  if (on.occasion === 'at') return { occasion: 'at', objects, property: named([on.property])[0] ?? '' }
  if (on.occasion !== 'changes')
    return { occasion: on.occasion, objects, properties: named(pathsIn(on).filter((path) => splitPath(path)[0] === of.objectType)) }
  const properties = named(on.properties ?? select?.properties.map(({ path }) => path) ?? [])
  return { occasion: 'changes', objects, properties, links: named(on.links), kinds: [...on.kinds] }
}

function typesOf({ roles, schema, workspaces }: Port, name: string): readonly ObjectTypeDefinition[] {
  const all = isRoleName(name) ? workspaces.all().flatMap(({ id }) => (roles.in(id).get(name) ?? []).map(({ type }) => type)) : [name]
  return [...new Set(all)].flatMap((type) => schema().get(type) ?? [])
}
// Where workspaces have chosen several properties for one of a role, the first is named.
function labelOf({ roles, workspaces }: Port, types: readonly ObjectTypeDefinition[], path: string): string {
  const [type, name] = splitPath(path)
  const chosen = workspaces.all().flatMap(({ id }) => mappingOf(roles.in(id), type)?.properties[name] ?? [])
  const real = chosen[0] ?? name
  const members = types.flatMap(({ properties, associations }) => [...properties, ...associations])
  return members.find((member) => member.name === real)?.label ?? toLabel(name)
}
