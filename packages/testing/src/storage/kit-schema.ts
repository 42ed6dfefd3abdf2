import type { AtomKind, OrderTerm, PropertyKind, SchemaSnapshot } from '@tenure/core/adapter'

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
/** What the kit asks a store to hold. */
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

/** A term of an order by that property of the kit, compared as its kind is. */
export function term(property: string, direction: OrderTerm['direction'] = 'ascending'): OrderTerm {
  const kind = kindOf(property)
  if (kind === 'enumeration') return { property, direction, by: 'position', positions: stages }
  if (kind === 'user') return { property, direction, by: 'user' }
  return { property, direction, by: kind === 'string' || kind === 'text' ? 'text' : 'value' }
}
/** The kind of a property of the kit; both types use the same kind for the same name. */
export function kindOf(property: string): AtomKind {
  return (articleKinds as Readonly<Record<string, AtomKind>>)[property] ?? 'string'
}
function propertiesOf(kinds: Readonly<Record<string, PropertyKind>>): SchemaSnapshot['types'][number]['properties'] {
  return Object.entries(kinds).map(([name, kind]) => (name === 'code' ? { name, kind, unique: true as const } : { name, kind }))
}
