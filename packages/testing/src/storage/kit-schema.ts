import type { AtomKind, Expression, Hop, LinkedColumn, OrderTerm, PropertyKind, SchemaSnapshot } from '@tenure/core/adapter'

/** Properties of the main type of the kit: each kind, and a name that SQL has a word for. */
export const articleKinds = {
  name: 'string',
  note: 'text',
  code: 'string',
  order: 'string',
  size: 'number',
  price: 'money',
  open: 'boolean',
  day: 'date',
  due: 'date',
  at: 'datetime',
  seenAt: 'datetime',
  stage: 'enumeration',
  tags: 'multi_enumeration',
  keeper: 'user',
  extra: 'json',
} as const satisfies Readonly<Record<string, PropertyKind>>
/** Properties of the type that articles are linked to. */
export const partKinds = { name: 'string', size: 'number', stage: 'enumeration', keeper: 'user' } as const satisfies Readonly<
  Record<string, PropertyKind>
>
const userKinds = { name: 'string', active: 'boolean' } as const satisfies Readonly<Record<string, PropertyKind>>

/** Links of the kit: articles to parts, and articles to the article above them. */
export const partEdge = { edge: 'article-part', from: 'article', to: 'part' } as const
export const parentEdge = { edge: 'article-parent', from: 'article', to: 'article' } as const
/** What the kit stores. */
export const kitSchema: SchemaSnapshot = {
  types: [
    { name: 'article', properties: propertiesOf(articleKinds), indexes: [['stage', 'name'], ['keeper', 'at'], ['code']] },
    { name: 'part', properties: propertiesOf(partKinds), indexes: [['stage']] },
    { name: 'user', properties: propertiesOf(userKinds) },
  ],
  edges: [partEdge, parentEdge],
}
/** Options of `stage`, in their order, which is not that of their letters. */
export const stages = ['new', 'busy', 'done', 'Lost']

/** Steps along the kit's links, by the names that they have at the record where they start. */
export const kitHops = {
  parts: { edge: partEdge.edge, forward: true, to: 'part' },
  parent: { edge: parentEdge.edge, forward: true, to: 'article' },
  children: { edge: parentEdge.edge, forward: false, to: 'article' },
  articles: { edge: partEdge.edge, forward: false, to: 'article' },
} as const satisfies Readonly<Record<string, Hop>>
/** A column of the kit that is read through a link: `parts.name`; `among` are the records that may be picked. */
export function linkedColumn(name: `${keyof typeof kitHops}.${string}`, among: Expression = { all: [] }): LinkedColumn {
  const [step, property] = name.split('.') as [keyof typeof kitHops, string]
  return { name, hop: kitHops[step], among, property, kind: kindOf(property) }
}

/** A term of an order by that property of the kit, or that linked column, compared as its kind is. */
export function term(property: string, direction: OrderTerm['direction'] = 'ascending'): OrderTerm {
  const kind = kindOf(property)
  if (kind === 'enumeration') return { property, direction, by: 'position', positions: stages }
  if (kind === 'user') return { property, direction, by: 'user' }
  return { property, direction, by: kind === 'string' || kind === 'text' ? 'text' : 'value' }
}
/** The kind of a property of the kit, or of a linked column; both types use the same kind for the same name. */
export function kindOf(name: string): AtomKind {
  return (articleKinds as Readonly<Record<string, AtomKind>>)[name.slice(name.indexOf('.') + 1)] ?? 'string'
}
function propertiesOf(kinds: Readonly<Record<string, PropertyKind>>): SchemaSnapshot['types'][number]['properties'] {
  return Object.entries(kinds).map(([name, kind]) => (name === 'code' ? { name, kind, unique: true as const } : { name, kind }))
}
