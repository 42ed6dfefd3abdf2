import type { Fields, LinkField } from './filter-fields.js'
import { fieldOf, linkOf, operatorOf } from './filter-fields.js'
import type { ConditionNode, FilterNode, GroupNode, LinkNode } from './filter-tree.js'
import { type FilterReading, valueTexts } from './filter-values.js'

/** A piece of the sentence; what a person chose is strong. */
export interface Said {
  readonly text: string
  readonly isStrong?: true
}
/** What is known of the records that a filter is on, and of those that it is linked with. */
export type FieldsOf = (type: string) => Fields | undefined
interface Telling extends FilterReading {
  readonly fieldsOf: FieldsOf
}

/**
 * A filter as one sentence: *Customers where health status is any of at risk or neutral, and renewal date is in the next 90 days.* `things` is
 * what the records are called at the beginning of a sentence, and within one.
 */
export function sentenceOf(root: GroupNode, type: string, [things, few]: readonly [string, string], telling: Telling): readonly Said[] {
  const { sentence } = telling.words
  const said = sayParts(root, type, telling, false)
  return said.length === 0 ? [{ text: sentence.every(few) }] : [{ text: sentence.begin(things) }, ...said, { text: '.' }]
}
/** One condition or group in words, for menus and messages. */
export function nodeText(node: FilterNode, type: string, telling: Telling): string {
  return textOfSaid(sayNode(node, type, telling))
}
/** The pieces as plain text. */
export function textOfSaid(said: readonly Said[]): string {
  return said.map(({ text }) => text).join('')
}

function sayNode(node: FilterNode, type: string, telling: Telling): readonly Said[] {
  const said = sayPlain(node, type, telling)
  if (said.length === 0 || node.nots % 2 === 0) return said
  const isSeveral = node.node === 'group' && node.parts.length > 1
  return [{ text: telling.words.sentence.not }, ...(isSeveral ? bracketed(said) : said)]
}
function sayPlain(node: FilterNode, type: string, telling: Telling): readonly Said[] {
  switch (node.node) {
    case 'condition':
      return node.isDraft ? [] : sayCondition(node, type, telling)
    case 'group':
      return sayParts(node, type, telling, node.nots % 2 === 0)
    case 'link':
      return sayLink(node, type, telling)
    case 'kept':
      return [{ text: keptText(node.data, telling), isStrong: true }]
  }
}
// Inside another group the words for a group say where it begins and ends.
function sayParts(group: GroupNode, type: string, telling: Telling, isInner: boolean): readonly Said[] {
  const { sentence } = telling.words
  const said = group.parts.map((part) => sayNode(part, type, telling)).filter((pieces) => pieces.length > 0)
  if (said.length === 0)
    return group.mode === 'any' && !group.isImplicit && group.parts.length === 0 ? [{ text: sentence.nobody, isStrong: true }] : []
  const joined = said.flatMap((pieces, at) =>
    at === 0 ? pieces : [{ text: group.mode === 'any' ? sentence.or : sentence.and }, ...pieces],
  )
  if (said.length === 1 || !isInner) return joined
  return group.mode === 'any' ? [{ text: sentence.either }, ...joined] : bracketed(joined)
}
function bracketed(said: readonly Said[]): readonly Said[] {
  return [{ text: '(' }, ...said, { text: ')' }]
}

function sayCondition(node: ConditionNode, type: string, telling: Telling): readonly Said[] {
  const fields = telling.fieldsOf(type)
  const field = fieldOf(fields, node.data.property)
  const operator = operatorOf(fields, node)
  const { words } = telling
  if (fields === undefined || field === undefined || operator === undefined) return [{ text: words.unknownProperty, isStrong: true }]
  const label = words.sentence.lower(field.label)
  const { label: offered, row = offered } = words.operators[operator.operator]
  const values = valueTexts(node.data, operator, field, fields, telling)
  if (values.length === 0) return [{ text: `${label} ` }, { text: row, isStrong: true }]
  return [{ text: `${label} ${row} ` }, { text: joinValues(values, operator.shape, telling), isStrong: true }]
}
function joinValues(values: readonly string[], shape: string, { words, reading }: Telling): string {
  if (shape === 'range') return values.join(` ${words.between} `)
  if (shape === 'span-to') return values.join(` ${words.changedTo} `)
  return new Intl.ListFormat(reading.formats.env.locale, { type: shape === 'choices' ? 'unit' : 'disjunction' }).format(values)
}

function sayLink(node: LinkNode, type: string, telling: Telling): readonly Said[] {
  const link = linkOf(telling.fieldsOf(type), node.link)
  if (link === undefined) return [{ text: telling.words.unknownProperty, isStrong: true }]
  const head = linkText(node, link, telling)
  const inside = sayParts(node.inside, link.to, telling, false)
  const { sentence } = telling.words
  const text = sentence.head(head)
  return [
    { text, isStrong: true },
    ...(inside.length === 0 ? [] : [{ text: sentence.where }, ...(node.inside.parts.length > 1 ? bracketed(inside) : inside)]),
    ...(node.test === 'count' ? [{ text: ` ${boundText(node, telling)}`, isStrong: true } as const] : []),
  ]
}
/** How a test of associated records begins: *Has a ticket*, *Number of tickets*. */
export function linkText({ test, label }: LinkNode, link: LinkField, { words, reading }: FilterReading): string {
  const name = (of: string) => {
    const text = reading.translate(of)
    const isPlain = link.label === reading.translate(link.one) || link.label === reading.translate(link.plural)
    return words.sentence.lower(isPlain ? text : words.linkedIn(text, link.label))
  }
  const one = name(link.one)
  const head = test === 'some' ? words.has(one) : test === 'none' ? words.hasNone(one) : words.countOf(name(link.plural))
  return label === undefined ? head : `${head} ${words.linkedAs(label)}`
}
/** With what the number of associated records is compared. */
export function boundText({ is = 'at-least', than = 1 }: LinkNode, { words, reading }: FilterReading): string {
  return `${words.bounds[is].row} ${reading.formats.number(than)}`
}
/** What stands for a part that the editor does not draw. */
export function keptText(data: object, { words, reading }: FilterReading): string {
  const ids = 'ids' in data && Array.isArray(data.ids) ? data.ids.length : 0
  return words.records(reading.formats.number(ids))
}
