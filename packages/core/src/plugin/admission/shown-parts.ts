import { type Block, blockSchema, flattenBlock, nameOfBlock, referencesOf } from '../../block/block.js'
import type { Reference } from '../../block/reference.js'
import type { Contribution } from '../../contract/contribution.js'
import { type RecordAction, RecordActions, referencesOfRecordAction } from '../../contract/page/record-parts.js'
import type { PointItem } from '../../contract/point.js'
import type { Tab } from '../../contract/tab.js'
import { validate } from '../../errors/validate.js'

/** A part of the page that a contribution describes: what a message calls it, and the providers and actions that it names. */
export interface ShownPart {
  readonly name: string
  readonly references: readonly Reference[]
}

/** The blocks of a tab, the block of an item for a slot or for the preview, and an action of the preview. */
export function shownPartsOf(contribution: Contribution): readonly ShownPart[] {
  const { id } = contribution
  if (isTab(contribution)) return partsOf(id, contribution.block)
  if (!isItem(contribution)) return []
  const { point, item } = contribution
  if (point === RecordActions.key) return [{ name: id, references: referencesOfRecordAction(item as RecordAction) }]
  return partsOf(id, blockOf(item))
}

/** A board that is not the whole of a tab: other blocks have no place for its views, its search and its filters. */
export function misplacedIn(contribution: Contribution): Block | undefined {
  const isWhole = isTab(contribution)
  const block = isWhole ? contribution.block : isItem(contribution) ? blockOf(contribution.item) : undefined
  return block && flattenBlock(block).find((part, at) => part.kind === 'board' && !(isWhole && at === 0))
}

function partsOf(id: string, block: Block | undefined): readonly ShownPart[] {
  if (block === undefined) return []
  return flattenBlock(block).map((part) => ({ name: `${id}, ${nameOfBlock(part)}`, references: referencesOf(part) }))
}
// Every point whose items have a `block` may fill a slot; what its owner calls a block and the page cannot draw is the owner's matter.
function blockOf(item: unknown): Block | undefined {
  if (typeof item !== 'object' || item === null || !('block' in item)) return undefined
  const { block } = item
  if (typeof block !== 'object' || block === null) return undefined
  if (!blocks.has(block)) blocks.set(block, parse(block))
  return blocks.get(block)
}
// A contribution is frozen, and its block is asked for several times.
const blocks = new WeakMap<object, Block | undefined>()
function parse(block: object): Block | undefined {
  const checked = validate(blockSchema, block)
  return checked.ok ? checked.value : undefined
}
function isTab(contribution: Contribution): contribution is Tab {
  return contribution.kind === 'tab'
}
function isItem(contribution: Contribution): contribution is PointItem {
  return contribution.kind === 'item'
}
