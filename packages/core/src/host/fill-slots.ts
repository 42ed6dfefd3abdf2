import { combineLatest, map, type Observable, of } from 'rxjs'
import { z } from 'zod'
import type { Point } from '../contract/point.js'
import { flattenView, type View, viewSchema } from '../contract/view.js'
import type { PluginHost } from '../plugin/plugin-host.js'

type Item = { readonly view: View }
const itemSchema = z.looseObject({ view: viewSchema })

/** The view with what plugins give to its slots in their place, live; an empty slot takes no room. */
export function fillSlots(view: View, plugins: PluginHost): Observable<View> {
  const points = [...new Set(flattenView(view).flatMap((part) => (part.kind === 'slot' ? [part.point] : [])))]
  if (points.length === 0) return of(view)
  const items = points.map((key) =>
    plugins
      .items({ key, item: itemSchema } as unknown as Point<Item, never>)
      .pipe(map((given) => [key, given.map((item) => item.view)] as const)),
  )
  return combineLatest(items).pipe(map((given) => fill(view, new Map(given))))
}

function fill(view: View, given: ReadonlyMap<string, readonly View[]>): View {
  if (view.kind === 'slot') return { kind: 'stack', children: given.get(view.point) ?? [] }
  return 'children' in view ? { ...view, children: view.children.map((child) => fill(child, given)) } : view
}
