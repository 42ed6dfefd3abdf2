import { BehaviorSubject, firstValueFrom, type Observable, of } from 'rxjs'
import { expect, test } from 'vitest'
import type { Block } from '../block/block.js'
import { fillSlots } from './fill-slots.js'

const slot = (point: string): Block => ({ kind: 'slot', point })
const stack = (...children: readonly Block[]): Block => ({ kind: 'stack', children })
const leaf = (title: string): Block => ({ kind: 'metric', title }) as never
type Item = { readonly block: Block; readonly columns?: number }
/** Plugins that give these items to points. */
function pluginsOf(given: Record<string, readonly Item[] | Observable<readonly Item[]>>) {
  const asked: string[] = []
  const items = ({ key }: { readonly key: string }) => {
    asked.push(key)
    const found = given[key] ?? []
    return 'pipe' in found ? found : of(found)
  }
  return { asked, plugins: { items } as never }
}
const filled = (block: Block, given: Parameters<typeof pluginsOf>[0]) => firstValueFrom(fillSlots(block, pluginsOf(given).plugins))

test('[BEY-13] a slot becomes what is given to its point, an empty one nothing, and a block without slots stays the same', async () => {
  const plain = stack(leaf('a'))
  expect(await filled(plain, {})).toBe(plain)
  expect(await filled(stack(leaf('a'), slot('p'), slot('q')), { p: [{ block: leaf('b') }, { block: leaf('c') }] })).toEqual(
    stack(leaf('a'), stack(leaf('b'), leaf('c')), stack()),
  )
  const { asked, plugins } = pluginsOf({})
  await firstValueFrom(fillSlots(stack(slot('p'), slot('p'), slot('q')), plugins))
  expect(asked).toEqual(['p', 'q'])
})

test('[BEY-13] an overview has the areas that are given to its point, twelve columns wide by default, and is filled once', async () => {
  const overview = { kind: 'overview', title: 'Now', point: 'p' } as Block
  const given = { p: [{ block: leaf('b'), columns: 4 }, { block: leaf('c') }] }
  const areas = [
    { columns: 4, block: leaf('b') },
    { columns: 12, block: leaf('c') },
  ]
  expect(await filled(overview, given)).toEqual({ ...overview, areas })
  expect(await filled(overview, {})).toEqual({ ...overview, areas: [] })
  const done = { ...overview, areas: [] } as Block
  expect(await filled(done, given)).toBe(done)
})

test('[BEY-13] what is given may have slots as well; one of a point that is being filled already stays empty', async () => {
  expect(await filled(slot('p'), { p: [{ block: stack(leaf('a'), slot('q')) }], q: [{ block: leaf('b') }] })).toEqual(
    stack(stack(leaf('a'), stack(leaf('b')))),
  )
  expect(await filled(slot('p'), { p: [{ block: slot('p') }] })).toEqual(stack(stack()))
  expect(await filled(slot('p'), { p: [{ block: slot('q') }], q: [{ block: slot('p') }] })).toEqual(stack(stack(stack())))
})

test('[BEY-13] a fallback is filled too, and an element in it is drawn by its own fallback', async () => {
  const custom = (fallback: Block): Block => ({ kind: 'custom', element: 'acme.x/map', fallback }) as never
  expect(await filled(custom(stack(slot('p'))), { p: [{ block: leaf('b') }] })).toEqual(custom(stack(stack(leaf('b')))))
  const inner = custom(leaf('inner'))
  expect(await filled(stack(custom(inner)), {})).toEqual(stack(custom(inner)))
  expect(await filled(stack(slot('q'), custom(inner)), {})).toEqual(stack(stack(), custom(leaf('inner'))))
})

test('[BEY-13] what is given is followed', () => {
  const given = new BehaviorSubject<readonly Item[]>([])
  const seen: Block[] = []
  fillSlots(slot('p'), pluginsOf({ p: given }).plugins).subscribe((block) => seen.push(block))
  given.next([{ block: leaf('a') }])
  expect(seen).toEqual([stack(), stack(leaf('a'))])
})
