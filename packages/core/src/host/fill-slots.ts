import { combineLatest, map, type Observable, of, switchMap } from 'rxjs'
import { z } from 'zod'
import { type Block, blockSchema, flattenBlock } from '../block/block.js'
import type { Point } from '../contract/point.js'
import type { PluginHost } from '../plugin/plugin-host.js'

type Item = { readonly block: Block }
const itemSchema = z.looseObject({ block: blockSchema })

/**
 * The block with what plugins give to its slots in their place, live; an empty slot takes no room. What is given may have slots as well; one of
 * a point that is being filled already stays empty.
 */
export function fillSlots(block: Block, plugins: Pick<PluginHost, 'items'>, above: readonly string[] = []): Observable<Block> {
  const named = [...new Set(flattenBlock(block).flatMap((part) => (part.kind === 'slot' ? [part.point] : [])))]
  if (named.length === 0) return of(block)
  const points = named.filter((point) => !above.includes(point))
  if (points.length === 0) return of(fill(block, new Map()))
  const given = points.map((key) =>
    plugins.items({ key, item: itemSchema } as unknown as Point<Item, never>).pipe(
      switchMap((items) => fillAll(items, plugins, [...above, ...points])),
      map((blocks) => [key, blocks] as const),
    ),
  )
  return combineLatest(given).pipe(map((filled) => fill(block, new Map(filled))))
}

function fillAll(items: readonly Item[], plugins: Pick<PluginHost, 'items'>, above: readonly string[]): Observable<readonly Block[]> {
  return items.length === 0 ? of([]) : combineLatest(items.map((item) => fillSlots(item.block, plugins, above)))
}

function fill(block: Block, given: ReadonlyMap<string, readonly Block[]>): Block {
  if (block.kind === 'slot') return { kind: 'stack', children: given.get(block.point) ?? [] }
  // What fills a fallback is of its own kinds, but for an element in a slot, where its own fallback is drawn.
  if (block.kind === 'custom') return { ...block, fallback: toPlain(fill(block.fallback, given)) }
  return 'children' in block ? { ...block, children: block.children.map((child) => fill(child, given)) } : block
}

function toPlain(block: Block): Exclude<Block, { readonly kind: 'custom' }> {
  return block.kind === 'custom' ? block.fallback : block
}
