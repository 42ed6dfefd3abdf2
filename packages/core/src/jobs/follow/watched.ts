import type { Asker } from '../../access/asker.js'
import { mappingOf, resolvePath } from '../../access/role-path.js'
import type { Instant } from '../../base/clock.js'
import type { ChangedLink } from '../../contract/job/job.js'
import type { ChangeKind, Changes } from '../../contract/job/occasion.js'
import type { SchemaDefinition } from '../../schema/definition.js'
import { splitPath } from '../../schema/property.js'
import type { Values } from '../../schema/value.js'
import type { Change } from '../../storage/adapter.js'
import type { JobToRun, JobUnit } from '../job/job-to-run.js'
import type { FollowedChange, FollowedLink } from './feed-window.js'

/** What a job on changes looks at in one object type of one workspace, in the names of the type. */
export interface Watched {
  readonly kinds: ReadonlySet<ChangeKind>
  /** Every property counts where there are none. */
  readonly properties: ReadonlySet<string> | undefined
  /** The path of an association, by the end of its edge. */
  readonly links: ReadonlyMap<string, string>
  /** Only records of these pipelines play the role. */
  readonly pipelines: readonly string[] | undefined
}

/** What it looks at there. Properties that the workspace has not chosen never change. */
export function watchedIn(on: Changes, { job }: JobToRun, { roles }: Asker, { type }: JobUnit, schema: SchemaDefinition): Watched {
  const paths = on.properties ?? job.select?.properties.map(({ path }) => path)
  const mapping = mappingOf(roles, job.of.objectType, type)
  const chosen = (path: string): boolean => {
    const [, name] = splitPath(path)
    return mapping === undefined || !Object.hasOwn(mapping.properties, name) || mapping.properties[name] !== undefined
  }
  const real = (path: string): string => splitPath(resolvePath(roles, path))[1]
  const ends = schema.get(type)?.associations ?? []
  const links = on.links.flatMap((path) => {
    const end = ends.find(({ name }) => name === splitPath(path)[1])
    return end === undefined ? [] : [[endKey(end), path] as const]
  })
  return {
    kinds: new Set(on.kinds),
    properties: paths && new Set(paths.filter(chosen).map(real)),
    links: new Map(links),
    pipelines: mapping?.pipelines,
  }
}

/** Whether a change may be one that the job looks at; quick, since every commit is asked. */
export function mayCount({ kinds, properties, links, pipelines }: Watched, { before, after, changed, linked }: Change): boolean {
  if (linked?.some((link) => links.has(endKey(link)))) return true
  if (before === undefined || after === undefined) return before !== after && (kinds.has('created') || kinds.has('archived'))
  return properties === undefined || changed.some((name) => properties.has(name) || (pipelines !== undefined && name === 'pipeline'))
}

/** A change as the job is given it. */
export interface SeenChange {
  readonly change: ChangeKind
  readonly was: Values | undefined
  readonly is: Values
  readonly links: readonly ChangedLink[]
  readonly at: Instant
}
/** What a change means to the job; nothing, where it does not look at it. */
export function seenBy(watched: Watched, { was: before, is: after, links: all, at }: FollowedChange): SeenChange | undefined {
  const [was, is] = [playing(watched, before), playing(watched, after)]
  const links = all.flatMap((link) => toLink(watched, link))
  const change = kindOf(watched, was, is, links.length > 0)
  const shown = is ?? was
  return change === undefined || shown === undefined || !watched.kinds.has(change) ? undefined : { change, was, is: shown, links, at }
}
function playing({ pipelines }: Watched, values: Values | undefined): Values | undefined {
  return values === undefined || pipelines === undefined || pipelines.includes(String(values['pipeline'])) ? values : undefined
}
function kindOf(
  { properties, kinds }: Watched,
  was: Values | undefined,
  is: Values | undefined,
  isLinked: boolean,
): ChangeKind | undefined {
  if (was === undefined) return is === undefined ? undefined : 'created'
  if (is === undefined) return 'archived'
  const names = properties ?? new Set([...Object.keys(was), ...Object.keys(is)])
  const isOther = [...names].some((name) => JSON.stringify(was[name] ?? null) !== JSON.stringify(is[name] ?? null))
  if (isOther && kinds.has('changed')) return 'changed'
  return isLinked ? 'linked' : undefined
}
function toLink({ links }: Watched, link: FollowedLink): readonly ChangedLink[] {
  const association = links.get(endKey(link))
  return association === undefined ? [] : [{ association, id: link.other.id, gone: link.gone === true }]
}
function endKey({ edge, forward }: { readonly edge: string; readonly forward: boolean }): string {
  return `${edge} ${forward}`
}
