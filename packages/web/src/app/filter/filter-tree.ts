import type { FilterData } from '@tenure/core/contract'

/** A test of one property as data; a part that it needs may still be missing while a person builds it. */
export type TestData = Readonly<Record<string, unknown>> & { readonly test: string; readonly property: string }
interface Node {
  /** Names the node to the page, for as long as it is there. */
  readonly key: string
  /** How many times `not` is written around it. */
  readonly nots: number
}
/** A test of one property. */
export interface ConditionNode extends Node {
  readonly node: 'condition'
  readonly data: TestData
  /** The operator that a person chose: a test with a part missing may be of several. */
  readonly operator?: string
  /** It is not finished and not part of the filter yet. */
  readonly isDraft: boolean
}
/** Parts of which all, or any, must hold. */
export interface GroupNode extends Node {
  readonly node: 'group'
  readonly mode: 'all' | 'any'
  readonly parts: readonly FilterNode[]
  /** The filter was one condition without a group around it: written back like that while it still is one. */
  readonly isImplicit: boolean
}
/** A test of associated records; what is inside is about them. */
export interface LinkNode extends Node {
  readonly node: 'link'
  readonly test: 'some' | 'none' | 'count'
  readonly link: string
  readonly label?: string
  readonly is?: 'is' | 'less' | 'at-most' | 'more' | 'at-least'
  readonly than?: number
  readonly inside: GroupNode
}
/** What the editor does not draw. It is kept as it is. */
export interface KeptNode extends Node {
  readonly node: 'kept'
  readonly data: FilterData
}
/** A part of a filter as the editor has it. */
export type FilterNode = ConditionNode | GroupNode | LinkNode | KeptNode

let made = 0
const nextKey = () => `n${++made}`

/** A filter as a tree to edit. Written back unchanged, it is the same filter. */
export function toTree(filter: FilterData | undefined): GroupNode {
  return filter === undefined ? implicit([]) : toGroup(filter)
}
/** The filter that a tree says, without what is unfinished. */
export function toFilter(root: GroupNode): FilterData {
  return writeGroup(root) ?? { test: 'all', filters: [] }
}

/** A new condition on a property: nothing is asked of it yet. */
export function newCondition(data: TestData, isDraft: boolean, operator?: string): ConditionNode {
  return { node: 'condition', key: nextKey(), nots: 0, data, isDraft, ...(operator !== undefined && { operator }) }
}
/** A new group with these parts. */
export function newGroup(mode: GroupNode['mode'], parts: readonly FilterNode[]): GroupNode {
  return { node: 'group', key: nextKey(), nots: 0, mode, parts, isImplicit: false }
}
/** A new test of associated records: there are some. */
export function newLink(link: string): LinkNode {
  return { node: 'link', key: nextKey(), nots: 0, test: 'some', link, inside: implicit([]) }
}

/** The tree with one node changed, wherever it is; without it where `change` gives nothing. A group that loses its last part goes too, but for the whole. */
export function withNode<Root extends FilterNode>(root: Root, key: string, change: (node: FilterNode) => FilterNode | undefined): Root {
  const [changed] = visit(root, key, (node) => [change(node)].flatMap((one) => one ?? []))
  // Without any condition it is every record, whatever it was before.
  if (changed === undefined && root.node === 'group') return { ...root, mode: 'all', parts: [], isImplicit: true }
  return (changed as Root | undefined) ?? root
}
/** The tree with a part added at the end of a group. */
export function withPart(root: GroupNode, group: string, part: FilterNode): GroupNode {
  return withNode(root, group, (node) => (node.node === 'group' ? { ...node, parts: [...node.parts, part] } : node))
}
/** The tree without a part. */
export function withoutPart(root: GroupNode, key: string): GroupNode {
  return withNode(root, key, () => undefined)
}
/** The tree with a part that holds where it did not: its exact complement. */
export function negated(root: GroupNode, key: string): GroupNode {
  return withNode(root, key, (node) => ({ ...node, nots: node.nots > 0 ? 0 : 1 }))
}
/** The tree with a part in a group of its own, to which others can be added. */
export function grouped(root: GroupNode, key: string): GroupNode {
  return withNode(root, key, (node) => newGroup('any', [node]))
}
/** The tree with the parts of a group in its place. One that is negated stays: its parts alone mean something else. */
export function ungrouped(root: GroupNode, key: string): GroupNode {
  return visit(root, key, (node) => (node.node === 'group' && node.nots === 0 ? node.parts : [node]))[0] as GroupNode
}
/** The tree with a part moved to the end of another group of the same records. A group that contains nothing any more goes. */
export function movedInto(root: GroupNode, key: string, group: string): GroupNode {
  const part = findNode(root, key)
  if (part === undefined || findNode(part, group) !== undefined || findNode(root, group)?.node !== 'group') return root
  return withPart(withoutPart(root, key), group, part)
}

/** The node of that key. */
export function findNode(root: FilterNode, key: string): FilterNode | undefined {
  if (root.key === key) return root
  for (const part of partsOf(root)) {
    const found = findNode(part, key)
    if (found !== undefined) return found
  }
  return undefined
}
/** The group that a node is directly in, or the test of associated records around it. */
export function parentOf(root: FilterNode, key: string): FilterNode | undefined {
  for (const part of partsOf(root)) {
    if (part.key === key) return root
    const found = parentOf(part, key)
    if (found !== undefined) return found
  }
  return undefined
}
/** Conditions, groups and tests of associated records, in reading order. */
export function nodesOf(root: FilterNode): readonly FilterNode[] {
  return [root, ...partsOf(root).flatMap(nodesOf)]
}
function partsOf(node: FilterNode): readonly FilterNode[] {
  return node.node === 'group' ? node.parts : node.node === 'link' ? [node.inside] : []
}

function implicit(parts: readonly FilterNode[]): GroupNode {
  return { node: 'group', key: nextKey(), nots: 0, mode: 'all', parts, isImplicit: true }
}
function toGroup(filter: FilterData): GroupNode {
  const node = toNode(filter)
  return node.node === 'group' && node.nots === 0 ? node : implicit([node])
}
function toNode(filter: FilterData, nots = 0): FilterNode {
  const base = { key: nextKey(), nots }
  switch (filter.test) {
    case 'not':
      return toNode(filter.filter, nots + 1)
    case 'all':
    case 'any':
      return { ...base, node: 'group', mode: filter.test, parts: filter.filters.map((part) => toNode(part)), isImplicit: false }
    case 'some':
    case 'none':
    case 'count': {
      const { filter: inside, ...rest } = filter
      return { ...base, ...rest, node: 'link', inside: toTree(inside) }
    }
    case 'id-of':
      return { ...base, node: 'kept', data: filter }
    default:
      return { ...base, node: 'condition', data: filter as unknown as TestData, isDraft: false }
  }
}

function write(node: FilterNode): FilterData | undefined {
  const plain = writePlain(node)
  if (plain === undefined) return undefined
  return Array.from({ length: node.nots }).reduce<FilterData>((filter) => ({ test: 'not', filter }), plain)
}
function writePlain(node: FilterNode): FilterData | undefined {
  switch (node.node) {
    case 'condition':
      return node.isDraft ? undefined : (node.data as unknown as FilterData)
    case 'group':
      return writeGroup(node)
    case 'link': {
      const { test, link, label, is = 'at-least', than = 1, inside } = node
      const filter = writeGroup(inside)
      const rest = { link, ...(label !== undefined && { label }), ...(filter && { filter }) }
      return test === 'count' ? { test, ...rest, is, than } : { test, ...rest }
    }
    case 'kept':
      return node.data
  }
}
// A group of which everything is unfinished is unfinished itself: an empty one would mean something.
function writeGroup({ mode, parts, isImplicit }: GroupNode): FilterData | undefined {
  const filters = parts.flatMap((part) => write(part) ?? [])
  if (filters.length === 0 && (isImplicit || parts.length > 0)) return undefined
  const [only] = filters
  return isImplicit && filters.length === 1 && parts.length === 1 ? only : { test: mode, filters }
}

function visit(node: FilterNode, key: string, change: (node: FilterNode) => readonly FilterNode[]): readonly FilterNode[] {
  if (node.key === key) return change(node)
  if (node.node === 'link') {
    const [inside] = visit(node.inside, key, change)
    return [inside === node.inside ? node : { ...node, inside: inside?.node === 'group' ? inside : implicit([]) }]
  }
  if (node.node !== 'group') return [node]
  const parts = node.parts.flatMap((part) => visit(part, key, change))
  if (parts.length === node.parts.length && parts.every((part, at) => part === node.parts[at])) return [node]
  // The last part has gone: an empty group would hold always, or never.
  return parts.length === 0 && !node.isImplicit ? [] : [{ ...node, parts }]
}
