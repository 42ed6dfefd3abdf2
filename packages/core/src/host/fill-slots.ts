import { combineLatest, map, type Observable, of } from 'rxjs'
import { z } from 'zod'
import { type Block, blockSchema, flattenBlock } from '../block/block.js'
import type { Point } from '../contract/point.js'
import type { PluginHost } from '../plugin/plugin-host.js'

type Item = { readonly block: Block }
const itemSchema = z.looseObject({ block: blockSchema })

/** The block with what plugins give to its slots in their place, live; an empty slot takes no room. */
export function fillSlots(block: Block, plugins: Pick<PluginHost, 'items'>): Observable<Block> {
  const points = [...new Set(flattenBlock(block).flatMap((part) => (part.kind === 'slot' ? [part.point] : [])))]
  if (points.length === 0) return of(block)
  const items = points.map((key) =>
    plugins
      .items({ key, item: itemSchema } as unknown as Point<Item, never>)
      .pipe(map((given) => [key, given.map((item) => item.block)] as const)),
  )
  return combineLatest(items).pipe(map((given) => fill(block, new Map(given))))
}

function fill(block: Block, given: ReadonlyMap<string, readonly Block[]>): Block {
  if (block.kind === 'slot') return { kind: 'stack', children: given.get(block.point) ?? [] }
  return 'children' in block ? { ...block, children: block.children.map((child) => fill(child, given)) } : block
}
