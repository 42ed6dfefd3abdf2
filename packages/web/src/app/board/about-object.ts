import type { Block } from '@tenure/core/block'

/** A block about one of two object types: each provider in it is asked for `object`, as the list beside it is. */
export function aboutObject(block: Block, object: string | undefined): Block {
  if (object === undefined) return block
  const input = (given: object | undefined) => ({ input: { ...given, object } })
  if ('children' in block) return { ...block, children: block.children.map((child) => aboutObject(child, object)) }
  if (!('provider' in block)) return block
  if (block.kind !== 'chart' || typeof block.opens !== 'object' || !('list' in block.opens)) return { ...block, ...input(block.input) }
  const { list } = block.opens
  return { ...block, ...input(block.input), opens: { ...block.opens, list: { ...list, ...input(list.input) } } }
}
