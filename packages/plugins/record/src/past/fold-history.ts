import type { timelineContract } from '@tenure/core/page'
import type { AnyRecords, PastValue, TypeView } from '@tenure/core/plugin'
import type { z } from 'zod'
import { textOf } from '../links.js'
import type { Names } from '../names.js'

type TimelineRow = z.output<typeof timelineContract.output>['rows'][number]
/** Changes of a record that belong together. */
export type ChangeRow = Extract<TimelineRow, { readonly row: 'change' }>
type PastMerge = Awaited<ReturnType<AnyRecords['merges']>>[number]
type Changed = ChangeRow['values'][number]

/** What folding needs to know besides the history itself. */
export interface FoldOptions {
  readonly type: TypeView
  readonly names: Names
  /** When the record was created, as far as the user may know. */
  readonly createdAt: number | undefined
  readonly merges: readonly PastMerge[]
}

interface Folded {
  readonly newest: PastValue
  readonly how: ChangeRow['how']
  readonly values: readonly PastValue[]
}

const hourMs = 3_600_000

/**
 * The history of a record as people read it, newest first: what one person changed within an hour is one row, and so is an import and the
 * creation of the record. What the workspace keeps by itself is left out; a merge is a row of its own.
 */
export function foldHistory(past: readonly PastValue[], options: FoldOptions): readonly ChangeRow[] {
  const kept = new Set(options.type.properties.filter(({ computed }) => !computed).map(({ name }) => name))
  const folds: Folded[] = []
  for (const entry of past.filter(({ property }) => kept.has(property))) {
    const how = howOf(entry, options.createdAt)
    const open = folds.at(-1)
    if (open !== undefined && belongs(open, entry, how)) folds[folds.length - 1] = { ...open, values: [...open.values, entry] }
    else folds.push({ newest: entry, how, values: [entry] })
  }
  const titles = titlesOf(past, options.type.title)
  const rows = [...folds.map((fold) => toRow(fold, options, titles)), ...options.merges.map((merge) => toMergeRow(merge, options, titles))]
  return rows.sort((a, b) => b.at - a.at)
}

function howOf({ before, at, source, from }: PastValue, createdAt: number | undefined): ChangeRow['how'] {
  if (from === undefined && before === null && createdAt !== undefined && at <= createdAt) return 'created'
  return source === 'import' ? 'imported' : 'changed'
}

function belongs({ newest, how: openHow }: Folded, entry: PastValue, how: ChangeRow['how']): boolean {
  const isSame = how === openHow && (['from', 'source', 'user', 'plugin'] as const).every((part) => newest[part] === entry[part])
  const isOneWork = how === 'created' || (how === 'imported' && newest.group !== undefined && newest.group === entry.group)
  return isSame && (isOneWork || newest.at - entry.at < hourMs)
}

function toRow({ newest, how, values }: Folded, { type, names }: FoldOptions, titles: Titles): ChangeRow {
  return {
    row: 'change',
    how,
    ...deedOf(newest, names),
    ...(newest.from !== undefined && { other: { id: newest.from, title: titles.get(newest.from) ?? null } }),
    values: values.map((entry) => toChanged(entry, type)),
  }
}

function toMergeRow(merge: PastMerge, { names }: FoldOptions, titles: Titles): ChangeRow {
  const other = { id: merge.other, title: titles.get(merge.other) ?? null }
  return { row: 'change', how: 'merged', ...deedOf(merge, names), other, values: [] }
}

function toChanged({ property, value, before, at }: PastValue, { properties }: TypeView): Changed {
  const definition = properties.find(({ name }) => name === property)
  return {
    property,
    label: definition?.label ?? property,
    kind: definition?.kind ?? 'string',
    value: value as Changed['value'],
    before: before as Changed['before'],
    at,
  }
}

/** Who or what did something, when and how. */
export function deedOf(
  { at, source, user, plugin }: Pick<PastValue, 'at' | 'source' | 'user' | 'plugin'>,
  names: Names,
): Pick<ChangeRow, 'at' | 'source' | 'user' | 'by'> {
  const by = user === undefined ? plugin : names.get(user)
  return { at, source, ...(user !== undefined && { user }), ...(by !== undefined && { by }) }
}

type Titles = ReadonlyMap<string, string>

/** What the records that were merged into this one were called last. */
function titlesOf(past: readonly PastValue[], title: string): Titles {
  const named = past.flatMap(({ from, property, value }) => {
    const text = property === title ? textOf(value) : null
    return from === undefined || text === null ? [] : [[from, text] as const]
  })
  return new Map([...named].reverse())
}
