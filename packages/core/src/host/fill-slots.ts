import { combineLatest, map, type Observable, of, switchMap } from 'rxjs'
import { z } from 'zod'
import { type Block, blockSchema, flattenBlock } from '../block/block.js'
import type { Point } from '../contract/point.js'
import type { PluginHost } from '../plugin/plugin-host.js'

type Item = { readonly block: Block; readonly columns?: number }
const itemSchema = z.looseObject({ block: blockSchema, columns: z.int().optional() })

/**
 * The block with what plugins give to its slots in their place, live; an empty slot takes no room. What is given may have slots as well; one of
 * a point that is being filled already stays empty.
 */
export function fillSlots(block: Block, plugins: Pick<PluginHost, 'items'>, above: readonly string[] = []): Observable<Block> {
  const named = [...new Set(flattenBlock(block).flatMap((part) => (isPlace(part) ? [part.point] : [])))]
  if (named.length === 0) return of(block)
  const points = named.filter((point) => !above.includes(point))
  if (points.length === 0) return of(fill(block, new Map()))
  const given = points.map((key) =>
    plugins.items({ key, item: itemSchema } as unknown as Point<Item, never>).pipe(
      switchMap((items) => fillAll(items, plugins, [...above, ...points])),
      map((items) => [key, items] as const),
    ),
  )
  return combineLatest(given).pipe(map((filled) => fill(block, new Map(filled))))
}

function fillAll(items: readonly Item[], plugins: Pick<PluginHost, 'items'>, above: readonly string[]): Observable<readonly Item[]> {
  const filled = items.map((item) => fillSlots(item.block, plugins, above).pipe(map((block) => ({ ...item, block }))))
  return items.length === 0 ? of([]) : combineLatest(filled)
}

function fill(block: Block, given: ReadonlyMap<string, readonly Item[]>): Block {
  if (block.kind === 'slot') return { kind: 'stack', children: (given.get(block.point) ?? []).map((item) => item.block) }
  if (block.kind === 'overview')
    return { ...block, areas: (given.get(block.point) ?? []).map(({ columns = 12, block: inner }) => ({ columns, block: inner })) }
  // What fills a fallback is of its own kinds, but for an element in a slot, where its own fallback is drawn.
  if (block.kind === 'custom') return { ...block, fallback: toPlain(fill(block.fallback, given)) }
  return 'children' in block ? { ...block, children: block.children.map((child) => fill(child, given)) } : block
}

// An overview that is filled already is not filled again.
function isPlace(block: Block): block is Extract<Block, { readonly point: string }> {
  return block.kind === 'slot' || (block.kind === 'overview' && block.areas === undefined)
}

function toPlain(block: Block): Exclude<Block, { readonly kind: 'custom' }> {
  return block.kind === 'custom' ? block.fallback : block
}
