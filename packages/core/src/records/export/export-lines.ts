import { z } from 'zod'
import { valueSchemas } from '../../schema/row.js'
import { propertyKinds, type Value, type Values } from '../../schema/value.js'
import { compareCodePoints } from '../../schema/value-order.js'
import type { Actor, HistoryEntry, KeptLink, KeptRecord, SchemaSnapshot } from '../../storage/adapter.js'

// The lines of an export (docs/guides/export.md): what is written, and what is read back, in one place.

/** The form of the file. A reader takes its own and earlier ones. */
export const exportVersion = 1

const text = z.string()
// The lines are parsed as JSON, so their values are JSON. They are kept as they are: `z.json()` leaves out each key `__proto__`.
const value = z.custom<Value>((given) => given !== undefined)
const values = z.record(text, value)
const actor = z.strictObject({
  source: z.enum(['user', 'plugin', 'import', 'sync', 'api', 'system']),
  user: text.exactOptional(),
  plugin: text.exactOptional(),
})
/** The first line. */
export const headLine = z.strictObject({ tenure: z.literal('export'), version: z.int().min(1) })
/** The second line: what the store has to hold. */
export const schemaLine = z.strictObject({
  types: z.array(
    z.strictObject({
      name: text,
      properties: z.array(
        z.strictObject({
          name: text,
          kind: z.enum(propertyKinds),
          unique: z.literal(true).exactOptional(),
          internal: z.literal(true).exactOptional(),
        }),
      ),
    }),
  ),
  edges: z.array(z.strictObject({ edge: text, from: text, to: text })),
})
const commitLine = z.strictObject({
  version: z.string().regex(/^\d{1,15}$/),
  at: z.int(),
  by: actor,
  group: text.exactOptional(),
  set: values,
  was: values.exactOptional(),
  since: z.record(text, z.int()).exactOptional(),
})
const recordLine = z.strictObject({
  type: text,
  id: text.min(1),
  version: z.string().regex(/^\d{1,15}$/),
  archivedAt: z.int().exactOptional(),
  values,
  links: z.array(z.tuple([text, text, text], text)).exactOptional(),
  history: z.array(commitLine).exactOptional(),
})
const purgedLine = z.strictObject({ purged: z.tuple([text, text.min(1)]) })
const endLine = z.strictObject({ end: z.strictObject({ records: z.int(), purged: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }) })
/** Any line after the first two. */
export const laterLine = z.union([recordLine, purgedLine, endLine])
/** The last line, with what the reader counts and adds up too. */
export type ExportEnd = z.output<typeof endLine>['end']
type RecordLine = z.output<typeof recordLine>
type CommitLine = z.output<typeof commitLine>

/** What a store holds, in an order of its own. Indexes are left out: a host adds them when it opens the store. */
export function toSchemaLine({ types, edges }: SchemaSnapshot, leftOut: ReadonlySet<string>): z.output<typeof schemaLine> {
  const kept = types.filter(({ name }) => !leftOut.has(name)).sort((a, b) => compareCodePoints(a.name, b.name))
  return {
    types: kept.map(({ name, properties }) => ({
      name,
      properties: [...properties]
        .sort((a, b) => compareCodePoints(a.name, b.name))
        .map((property) => ({
          name: property.name,
          kind: property.kind,
          ...(property.unique && { unique: true as const }),
          ...(property.internal && { internal: true as const }),
        })),
    })),
    edges: edges
      .filter(({ from, to }) => !leftOut.has(from) && !leftOut.has(to))
      .sort((a, b) => compareCodePoints(a.edge, b.edge))
      .map(({ edge, from, to }) => ({ edge, from, to })),
  }
}

/** A record as its line says it; `internal` names the properties of its type whose past is nobody's. */
export function toRecordLine({ ref, version, values, archivedAt, links, history }: KeptRecord, internal: ReadonlySet<string>): RecordLine {
  const past = history.filter(({ property }) => !internal.has(property))
  return {
    type: ref.type,
    id: ref.id,
    version,
    ...(archivedAt !== undefined && { archivedAt }),
    values: sorted(values),
    ...(links.length > 0 && { links: links.map(toLink) }),
    ...(past.length > 0 && { history: toCommits(past) }),
  }
}
function toLink({ edge, to, label }: KeptLink): [string, string, string, ...string[]] {
  return label === undefined ? [edge, to.type, to.id] : [edge, to.type, to.id, label]
}
function toCommits(past: readonly HistoryEntry[]): CommitLine[] {
  const commits: HistoryEntry[][] = []
  for (const entry of past) {
    const last = commits.at(-1)
    if (last?.[0]?.version === entry.version) last.push(entry)
    else commits.push([entry])
  }
  return commits.map(toCommit)
}
function toCommit(entries: readonly HistoryEntry[]): CommitLine {
  const { version = '', at = 0, actor: by, group } = entries[0] ?? {}
  const was = entries.filter(({ before }) => before !== null)
  const since = entries.filter((entry) => entry.at !== at)
  return {
    version,
    at,
    by: inOrder(by ?? { source: 'system' }),
    ...(group !== undefined && { group }),
    set: named(entries, ({ value }) => value),
    ...(was.length > 0 && { was: named(was, ({ before }) => before) }),
    ...(since.length > 0 && { since: named(since, (entry) => entry.at) }),
  }
}
function inOrder({ source, user, plugin }: Actor): Actor {
  return { source, ...(user !== undefined && { user }), ...(plugin !== undefined && { plugin }) }
}
function named<T>(entries: readonly HistoryEntry[], of: (entry: HistoryEntry) => T): Record<string, T> {
  return Object.fromEntries(entries.map((entry) => [entry.property, of(entry)]))
}
function sorted(of: Values): Values {
  return Object.fromEntries(Object.entries(of).sort(([a], [b]) => compareCodePoints(a, b)))
}

/** The record of a line. */
export function fromRecordLine({ type, id, version, archivedAt, values, links = [], history = [] }: RecordLine): KeptRecord {
  return {
    ref: { type, id },
    version,
    ...(archivedAt !== undefined && { archivedAt }),
    values,
    links: links.map(([edge, toType, toId, label]) => ({ edge, to: { type: toType, id: toId }, ...(label !== undefined && { label }) })),
    history: history.flatMap(fromCommit),
  }
}
function fromCommit({ version, at, by, group, set, was = {}, since = {} }: CommitLine): readonly HistoryEntry[] {
  return Object.entries(set).map(([property, value]) => ({
    property,
    value,
    before: own(was, property) ?? null,
    at: own(since, property) ?? at,
    actor: by,
    version,
    ...(group !== undefined && { group }),
  }))
}
function own<T>(of: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined
}

/** Whether a value is one of that kind. */
export function isOfKind(kind: (typeof propertyKinds)[number], value: Value): boolean {
  return value === null || valueSchemas[kind].safeParse(value).success
}
