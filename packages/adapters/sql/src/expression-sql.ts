import type { Atom, CanonicalQuery, Expression, Hop } from '@tenure/core/adapter'
import { sql } from 'kysely'
import { constantsOf, listOf } from './atom-constants.js'
import { at, atomSql, listSql, once, type Place } from './atom-sql.js'
import type { SqlValue } from './codec.js'
import type { Sql, SqlDialect } from './dialect.js'
import { fixedColumns, sideTables } from './layout.js'
import type { LayoutView, TypeView } from './layout-view.js'

/** What a statement binds, and the text that is the same for statements of the same shape. */
export interface Shape {
  key: string
  readonly values: SqlValue[]
}
/** What compiling needs: `next` gives the constants in the order in which `shapeExpression` found them. */
export interface Compiling {
  readonly view: LayoutView
  readonly dialect: SqlDialect
  readonly next: () => Sql
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

function hopConstants({ edge, label }: Hop): readonly SqlValue[] {
  return label === undefined ? [edge] : [edge, label]
}

function add(shape: Shape, name: string, constants: readonly SqlValue[]): void {
  shape.key += `${name}:${constants.length};`
  for (const constant of constants) shape.values.push(constant)
}

/** SQL of a condition. It is null or false where the condition does not hold: what stands under a `not` is made two-valued there. */
export function expressionSql(where: Expression, place: Place, to: Compiling): Sql {
  if ('test' in where) return compileAtom(where, place, to)
  if ('not' in where) return sql`(${expressionSql(where.not, place, to)}) IS NOT TRUE`
  const parts = ('all' in where ? where.all : where.any).map((part) => expressionSql(part, place, to))
  if ('all' in where) return parts.length === 0 ? sql`1 = 1` : sql`(${sql.join(parts, sql` AND `)})`
  return parts.length === 0 ? sql`1 = 0` : sql`(${sql.join(parts, sql` OR `)})`
}

function compileAtom(atom: Atom, place: Place, to: Compiling): Sql {
  const take = (values: readonly SqlValue[]): readonly Sql[] => values.map(to.next)
  switch (atom.test) {
    case 'id-of':
      return listSql(at(place, fixedColumns.id), take(listOf(atom.ids)), to.dialect)
    case 'some':
      return sql`EXISTS (SELECT 1 ${linkedSql(atom.hop, atom.where, place, to)} ${once})`
    case 'count': {
      const linked = linkedSql(atom.hop, atom.where, place, to)
      return sql`(SELECT count(DISTINCT ${sql.id(`e${to.depth + 1}`)}.${sql.id(otherEnd(atom.hop))}) ${linked}) ${countSign[atom.is]} ${to.next()}`
    }
    default:
      return atomSql(atom, place, take(constantsOf(atom, place.type.get(atom.property))), to.dialect)
  }
}

const countSign = { is: sql`=`, less: sql`<`, 'at-most': sql`<=`, more: sql`>`, 'at-least': sql`>=` }

function otherEnd({ forward }: Hop): string {
  return forward ? 'to_id' : 'from_id'
}

function linkedSql(hop: Hop, where: Expression, place: Place, to: Compiling): Sql {
  to.depth += 1
  const edge = `e${to.depth}`
  const other: Place = { type: to.view.get(hop.to), alias: `t${to.depth}` }
  const [edgeName, label] = hopConstants(hop).map(to.next)
  const own = sql.id(edge, hop.forward ? 'from_id' : 'to_id')
  const labelled = label === undefined ? sql`` : sql` AND ${sql.id(edge, 'label')} = ${label}`
  const inner = expressionSql(where, other, to)
  to.depth -= 1
  return sql`FROM ${sql.id(sideTables.edge)} AS ${sql.id(edge)} JOIN ${sql.id(other.type.table)} AS ${sql.id(other.alias)} ON ${at(other, fixedColumns.id)} = ${sql.id(edge, otherEnd(hop))} WHERE ${sql.id(edge, 'edge')} = ${edgeName} AND ${own} = ${at(place, fixedColumns.id)}${labelled} AND ${at(other, fixedColumns.archivedAt)} IS NULL AND ${inner}`
}

/** Properties that a record must hold to pass: those of the tests that all must hold. */
export function knownProperties({ every }: CanonicalQuery): ReadonlySet<string> {
  return new Set(every.flatMap((atom) => ('property' in atom && atom.test !== 'changed' ? [atom.property] : [])))
}
