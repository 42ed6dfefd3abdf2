import { type Expression } from '@tenure/core/adapter'
import { columnsOf, type Measure, type StoreAggregate } from '@tenure/core/aggregate'
import { sql } from 'kysely'
import type { SqlValue } from '../codec.js'
import type { Sql } from '../dialect.js'
import { fixedColumns } from '../layout.js'
import type { LayoutView, TypeView } from '../layout-view.js'
import { measureSql } from './aggregate-sql.js'
import { at, guarded, type Place } from './atom-sql.js'
import { type Compiling, expressionSql, type Shape, shapeExpression } from './expression-sql.js'

/** A condition that records must meet, its shape, and what tells it from all others. */
interface Part {
  readonly where: Expression
  readonly shape: Shape
  readonly id: string
}
/** The conditions that one aggregate of a chain adds to those of the aggregate before it. */
interface Step {
  readonly parts: readonly Part[]
}
/** Where the number of an aggregate is found: its chain, and after how many steps. A depth of 0 is every record of the pass. */
interface Member {
  readonly chain: number
  readonly depth: number
  readonly measures: readonly Measure[]
}
/** Aggregates of one type as a pass sees them: what all demand, then chains in which each adds to the one before. */
export interface PassPlan {
  readonly type: TypeView
  readonly common: readonly Part[]
  readonly chains: readonly (readonly Step[])[]
  readonly members: readonly Member[]
}

/** Orders aggregates of one type into chains, so that each condition of a filter that is asked part by part is tested once. */
export function planPass(aggregates: readonly StoreAggregate[], type: TypeView, view: LayoutView): PassPlan {
  const asked = aggregates.map(({ query, measures }) => ({ parts: partsOf(query.where, type, view), measures }))
  const common = (asked[0]?.parts ?? []).filter(({ id }) => asked.every(({ parts }) => parts.some((part) => part.id === id)))
  const shared = new Set(common.map(({ id }) => id))
  const chains: { readonly steps: Step[]; readonly held: Set<string> }[] = []
  const members = new Map<object, Member>()
  for (const each of asked.toSorted((a, b) => a.parts.length - b.parts.length)) {
    const own = each.parts.filter(({ id }) => !shared.has(id))
    const fits = chains.findIndex(({ held }) => [...held].every((id) => own.some((part) => part.id === id)))
    const place = fits === -1 ? chains.push({ steps: [], held: new Set() }) - 1 : fits
    const chain = chains[place] ?? { steps: [], held: new Set() }
    const added = own.filter(({ id }) => !chain.held.has(id))
    if (added.length > 0) chain.steps.push({ parts: added })
    for (const { id } of added) chain.held.add(id)
    members.set(each, { chain: place, depth: chain.steps.length, measures: each.measures })
  }
  return { type, common, chains: chains.map(({ steps }) => steps), members: asked.map((each) => members.get(each) as Member) }
}

function partsOf(where: Expression, type: TypeView, view: LayoutView): readonly Part[] {
  const parts = new Map<string, Part>()
  for (const part of 'all' in where ? where.all : [where]) {
    const shape: Shape = { key: '', values: [] }
    shapeExpression(part, type, view, shape)
    const id = JSON.stringify([shape.key, shape.values])
    parts.set(id, { where: part, shape, id })
  }
  return [...parts.values()]
}

/** What the pass binds, and the text that passes of the same shape share. */
export function shapePass({ type, common, chains, members }: PassPlan): Shape {
  const steps = [common, ...chains.flatMap((chain) => chain.map(({ parts }) => parts))]
  const asked = members.map(({ chain, depth, measures }) => [
    chain,
    depth,
    measures.map(({ measure, property, weights }) => [measure, property, weights?.property]),
  ])
  const key = JSON.stringify([
    type.place,
    chains.map(({ length }) => length),
    steps.map((parts) => parts.map(({ shape }) => shape.key)),
    asked,
  ])
  const weights = members.flatMap(({ measures }) => measures.flatMap((each) => (each.weights ? [JSON.stringify(each.weights.shares)] : [])))
  return { key, values: [...steps.flatMap((parts) => parts.flatMap(({ shape }): readonly SqlValue[] => shape.values)), ...weights] }
}

/** One row: of each aggregate how many records there are, then its measures. Takes its constants in the order of `shapePass`. `table` is what is read. */
export function passSql({ type, common, chains, members }: PassPlan, table: Sql, to: Compiling): Sql {
  const inner: Place = { type, alias: 't0' }
  const outer: Place = { type, alias: 'q' }
  const all = (parts: readonly Part[]): Sql =>
    parts.length === 0
      ? sql`1 = 1`
      : sql`(${sql.join(
          parts.map(({ where }) => expressionSql(where, inner, to)),
          sql` AND `,
        )})`
  const where = guarded(inner, to.dialect, [all(common)])
  const depths = chains.map((steps, chain) => {
    const tests = steps.map(({ parts }, place) => sql`WHEN ${all(parts)} IS NOT TRUE THEN ${sql.lit(place)}`)
    return tests.length === 0
      ? sql`0 AS ${depthOf(chain)}`
      : sql`CASE ${sql.join(tests, sql` `)} ELSE ${sql.lit(steps.length)} END AS ${depthOf(chain)}`
  })
  const read = [
    ...new Set(members.flatMap(({ measures }) => columnsOf({ by: [], measures }).flatMap((property) => columnsRead(type, property)))),
  ]
  const columns = members.flatMap(({ chain, depth, measures }) => {
    const filter = depth === 0 ? sql`` : sql` FILTER (WHERE ${sql.id('q')}.${depthOf(chain)} >= ${sql.lit(depth)})`
    const found = measures.map((measure) => measureSql(measure, (property) => ({ place: outer, column: type.get(property) }), to))
    return [sql`count(*)`, ...found].map((column) => sql`${column}${filter}`)
  })
  const from = [...depths, ...read.map((column) => at(inner, column))]
  // The limit has the conditions of a record worked out once, where the columns would each do it again.
  return sql`SELECT ${sql.join(columns)} FROM (SELECT ${sql.join(from)} FROM ${table} WHERE ${at(inner, fixedColumns.archivedAt)} IS NULL AND ${where} LIMIT ${to.dialect.noLimit}) AS ${sql.id('q')}`
}

function depthOf(chain: number): Sql {
  return sql.id(`depth ${chain}`)
}
function columnsRead(type: TypeView, property: string): readonly string[] {
  const { column, key, currency } = type.get(property)
  return [column, ...(key === undefined ? [] : [key]), ...(currency === undefined ? [] : [currency])]
}
