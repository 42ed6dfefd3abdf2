import { type Atom, type CanonicalQuery, type Expression, type Hop, type LinkedColumn } from '@tenure/core/adapter'
import { sql } from 'kysely'
import type { SqlValue } from '../codec.js'
import type { Sql, SqlDialect } from '../dialect.js'
import { fixedColumns, sideTables } from '../layout.js'
import type { LayoutView, TypeView } from '../layout-view.js'
import { constantsOf, listOf } from './atom-constants.js'
import { at, atomSql, guarded, listSql, once, type Place } from './atom-sql.js'

/** What a statement binds, and the text that is the same for statements of the same shape. */
export interface Shape {
  key: string
  readonly values: SqlValue[]
}
/** How the rows of a list are found: in its order, from its end, or all of them before they are sorted, whatever index there is for the order. */
export type Walk = 'forwards' | 'backwards' | 'sorted'
/** What compiling needs: `next` gives the constants in the order in which `shapeExpression` found them. */
export interface Compiling {
  readonly view: LayoutView
  readonly dialect: SqlDialect
  readonly next: () => Sql
  readonly walk: Walk
  /** It looks at every row, as a total does. */
  readonly isWhole?: boolean
  depth: number
}

/** Adds a condition to the shape. Errors: `input.invalid` where it names what the store does not have. */
export function shapeExpression(where: Expression, type: TypeView, view: LayoutView, shape: Shape): void {
  if ('test' in where) shapeAtom(where, type, view, shape)
  else if ('not' in where) {
    shape.key += '!'
    shapeExpression(where.not, type, view, shape)
  } else {
    shape.key += 'all' in where ? '(' : '['
    for (const part of 'all' in where ? where.all : where.any) shapeExpression(part, type, view, shape)
    shape.key += ')'
  }
}

function shapeAtom(atom: Atom, type: TypeView, view: LayoutView, shape: Shape): void {
  if (atom.test === 'id-of') add(shape, 'id', listOf(atom.ids))
  else if (atom.test === 'first') shapeFirst(atom, view, shape)
  else if (atom.test === 'some' || atom.test === 'count') shapeHop(atom, view, shape)
  else {
    const column = type.get(atom.property)
    const other = atom.test === 'before-property' ? `${type.get(atom.other).place}${atom.orEqual ? '=' : ''}` : ''
    add(shape, `${atom.test}${column.place}.${other}`, constantsOf(atom, column))
  }
}

function shapeHop(atom: Extract<Atom, { readonly test: 'some' | 'count' }>, view: LayoutView, shape: Shape): void {
  const { hop, where } = atom
  const to = view.get(hop.to)
  add(shape, `${atom.test}${to.place}${hop.forward ? '>' : '<'}${atom.test === 'count' ? atom.is : ''}`, hopConstants(hop))
  shapeExpression(where, to, view, shape)
  if (atom.test === 'count') shape.values.push(atom.than)
}

type FirstAtom = Extract<Atom, { readonly test: 'first' }>
function shapeFirst(atom: FirstAtom, view: LayoutView, shape: Shape): void {
  for (let times = looksForText(atom) ? 2 : 1; times > 0; times--) {
    shapePick(atom, view, shape)
    shapeExpression(atom.where, view.get(atom.hop.to), view, shape)
  }
}
/** Adds what a step picks to the shape. Errors: `input.invalid` where it names what the store does not have. */
export function shapePick({ hop, among }: Picked, view: LayoutView, shape: Shape): void {
  const to = view.get(hop.to)
  add(shape, `first${to.place}${hop.forward ? '>' : '<'}`, hopConstants(hop))
  shapeExpression(among, to, view, shape)
}
type Picked = Pick<LinkedColumn, 'hop' | 'among'>

function hopConstants({ edge, label }: Hop): readonly SqlValue[] {
  return label === undefined ? [edge] : [edge, label]
}

function add(shape: Shape, name: string, constants: readonly SqlValue[]): void {
  shape.key += `${name}:${constants.length};`
  for (const constant of constants) shape.values.push(constant)
}

/** SQL of a condition. It is null or false where the condition does not hold: the part under a `not` is made two-valued there. */
export function expressionSql(where: Expression, place: Place, to: Compiling): Sql {
  if ('test' in where) return compileAtom(where, place, to)
  if ('not' in where) return notSql(where.not, place, to)
  const parts = ('all' in where ? where.all : where.any).map((part) => expressionSql(part, place, to))
  if ('all' in where) return parts.length === 0 ? sql`1 = 1` : sql`(${sql.join(parts, sql` AND `)})`
  return parts.length === 0 ? sql`1 = 0` : sql`(${sql.join(parts, sql` OR `)})`
}

// A missing value is said plainly, so that an index can find it.
function notSql(where: Expression, place: Place, to: Compiling): Sql {
  if ('test' in where && where.test === 'is-known') return sql`${at(place, place.type.get(where.property).column)} IS NULL`
  return sql`(${expressionSql(where, place, to)}) IS NOT TRUE`
}

function compileAtom(atom: Atom, place: Place, to: Compiling): Sql {
  const take = (values: readonly SqlValue[]): readonly Sql[] => values.map(to.next)
  switch (atom.test) {
    case 'id-of':
      return listSql(at(place, fixedColumns.id), take(listOf(atom.ids)), to.dialect)
    case 'some':
      if (namesRecords(atom.where) || (looksAtAll(to) && namesUser(atom.where))) return farSql(atom.hop, atom.where, place, to)
      return linkedSql(atom.hop, atom.where, place, to, ({ linked }) => sql`EXISTS (SELECT 1 ${linked} ${once})`)
    case 'count': {
      const counted = linkedSql(atom.hop, atom.where, place, to, ({ linked, end }) => sql`(SELECT count(DISTINCT ${end}) ${linked})`)
      return sql`${counted} ${countSign[atom.is]} ${to.next()}`
    }
    case 'first':
      return firstSql(atom, place, to)
    default:
      return atomSql(atom, place, take(constantsOf(atom, place.type.get(atom.property))), to.dialect)
  }
}

const countSign = { is: sql`=`, less: sql`<`, 'at-most': sql`<=`, more: sql`>`, 'at-least': sql`>=` }

function ownEnd({ forward }: Hop): string {
  return forward ? 'from_id' : 'to_id'
}
function otherEnd({ forward }: Hop): string {
  return forward ? 'to_id' : 'from_id'
}

/** What `read` says of the record that a step picks; null where it picks none. Takes its constants in the order of `shapePick`, then those of `read`. */
export function pickSql({ hop, among }: Picked, place: Place, to: Compiling, read: (other: Place) => Sql): Sql {
  return linkedSql(hop, among, place, to, ({ linked, other, label, end }) => {
    const primary = sql`CASE WHEN ${label} = ${sql.lit('primary')} THEN 0 ELSE 1 END`
    return sql`(SELECT ${read(other)} ${linked} ORDER BY ${primary}, ${end} LIMIT 1)`
  })
}

function firstSql(atom: FirstAtom, place: Place, to: Compiling): Sql {
  const test = () => pickSql(atom, place, to, (other) => expressionSql(atom.where, other, to))
  if (!looksForText(atom)) return test()
  // Few records have the text that somebody looks for: found once, they spare the pick for all that are not linked to them.
  const { hop, among, where } = atom
  return sql`(${farSql(hop, { all: [among, where] }, place, to)} AND ${test()})`
}

/** Whether a condition names the records that it is about: few, and found by their ids. */
export function namesRecords(where: Expression): boolean {
  if ('test' in where) return where.test === 'id-of'
  return 'all' in where && where.all.some(namesRecords)
}

function looksAtAll({ walk, isWhole }: Compiling): boolean {
  return isWhole === true || walk === 'sorted'
}
/** Whether a condition names whose the records are: of all there are, these are few, and an index finds them. */
function namesUser(where: Expression): boolean {
  if ('all' in where) return where.all.some(namesUser)
  if (!('test' in where)) return false
  return where.test === 'is' ? where.kind === 'user' : where.test === 'id-of' || (where.test === 'some' && namesUser(where.where))
}

/** A step that is taken from its far end: the records there are found once, instead of once for each record here. */
function farSql(hop: Hop, where: Expression, place: Place, to: Compiling): Sql {
  to.depth += 1
  const edge = `e${to.depth}`
  const other: Place = { type: to.view.get(hop.to), alias: `t${to.depth}` }
  const [edgeName, label] = hopConstants(hop).map(to.next)
  const labelled = label === undefined ? sql`` : sql` AND ${sql.id(edge, 'label')} = ${label}`
  const inner = expressionSql(where, other, to)
  to.depth -= 1
  return sql`${at(place, fixedColumns.id)} IN (SELECT ${sql.id(edge, ownEnd(hop))} FROM ${sql.id(other.type.table)} AS ${sql.id(other.alias)} JOIN ${sql.id(sideTables.edge)} AS ${sql.id(edge)} ON ${sql.id(edge, otherEnd(hop))} = ${at(other, fixedColumns.id)} WHERE ${sql.id(edge, 'edge')} = ${edgeName}${labelled} AND ${at(other, fixedColumns.archivedAt)} IS NULL AND ${guarded(other, to.dialect, [inner])})`
}
const textTests: ReadonlySet<string> = new Set(['contains', 'starts-with', 'ends-with', 'is', 'any-of'])
function looksForText({ where }: FirstAtom): boolean {
  return 'kind' in where && textTests.has(where.test) && (where.kind === 'string' || where.kind === 'text')
}

/** Records at the end of a step: where they come from, their table, and of the link its label and its far end. */
interface Linked {
  readonly linked: Sql
  readonly other: Place
  readonly label: Sql
  readonly end: Sql
}
// `use` is called while the tables of the step can be named.
function linkedSql(hop: Hop, where: Expression, place: Place, to: Compiling, use: (found: Linked) => Sql): Sql {
  to.depth += 1
  const edge = `e${to.depth}`
  const other: Place = { type: to.view.get(hop.to), alias: `t${to.depth}` }
  const [edgeName, label] = hopConstants(hop).map(to.next)
  const own = sql.id(edge, ownEnd(hop))
  const labelled = label === undefined ? sql`` : sql` AND ${sql.id(edge, 'label')} = ${label}`
  const end = sql.id(edge, otherEnd(hop))
  const inner = expressionSql(where, other, to)
  const linked = sql`FROM ${sql.id(sideTables.edge)} AS ${sql.id(edge)} JOIN ${sql.id(other.type.table)} AS ${sql.id(other.alias)} ON ${at(other, fixedColumns.id)} = ${end} WHERE ${sql.id(edge, 'edge')} = ${edgeName} AND ${own} = ${at(place, fixedColumns.id)}${labelled} AND ${at(other, fixedColumns.archivedAt)} IS NULL AND ${guarded(other, to.dialect, [inner])}`
  const used = use({ linked, other, end, label: sql.id(edge, 'label') })
  to.depth -= 1
  return used
}

/** Properties that a record must hold to pass: those of the tests that all must hold. */
export function knownProperties({ every }: CanonicalQuery): ReadonlySet<string> {
  return new Set(every.flatMap((atom) => ('property' in atom && atom.test !== 'changed' ? [atom.property] : [])))
}
