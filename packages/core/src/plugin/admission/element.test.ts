import { of } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { custom, tagOf } from '../../block/custom-block.js'
import { metric } from '../../block/metric-block.js'
import type { Contribution, ContributionId } from '../../contract/contribution.js'
import { defineElement } from '../../contract/page/element.js'
import { defineProvider } from '../../contract/provider.js'
import { defineTab } from '../../contract/tab.js'
import { definePlugin, type Plugin, use } from '../plugin.js'
import { admit, exclusivesOf } from './admission.js'

const count = defineProvider({
  id: 'acme.x/count',
  permission: 'workspace.access',
  output: z.strictObject({ count: z.int() }),
  watch: () => of({ count: 1 }),
})
const elementNamed = (id: ContributionId, module: { readonly href: string } = new URL('file:///plugin/strip.js')) =>
  defineElement<{ readonly count: number }>({ id, module })
const strip = elementNamed('acme.x/strip')
const tabWith = (element: typeof strip) =>
  defineTab({
    id: 'acme.x/tab',
    title: 'Counts',
    block: custom({ from: count, element, fallback: metric({ from: count, value: 'count' }) }),
  })
const pluginWith = (id: string, ...contributes: readonly Contribution[]): Plugin =>
  definePlugin({ id, version: '1.0.0', host: '1.0', contributes: [count, ...contributes] })

async function refusalOf(plugin: Plugin, giverOf: (key: string) => string | undefined = () => undefined): Promise<string | undefined> {
  const admission = await admit(use(plugin), 'declared', { isThere: () => false, giverOf })
  return 'rejected' in admission ? admission.rejected.message : undefined
}

test('[SDK-3] the tag of an element is its id with dashes', () => {
  expect(tagOf(strip.id)).toBe('acme-x-strip')
  expect(structuredClone(strip)).toEqual({ contribution: 1, kind: 'element', id: 'acme.x/strip', module: 'file:///plugin/strip.js' })
})
test('[SDK-3] a block shows an element that its plugin contributes, and no other', async () => {
  expect(await refusalOf(pluginWith('acme.x', strip, tabWith(strip)))).toBeUndefined()
  expect(await refusalOf(pluginWith('acme.x', tabWith(strip)))).toContain(
    'acme.x/tab shows the element acme.x/strip, which the plugin does not contribute',
  )
})
test.each([
  ['acme.x/Strip', undefined, '<acme-x-Strip> is no tag of a custom element'],
  ['acme.x/strip/inner', undefined, '<acme-x-strip-inner> is no tag of a custom element'],
  ['acme.x/a b', undefined, '<acme-x-a b> is no tag of a custom element'],
  ['acme.y/strip', undefined, 'The id "acme.y/strip" does not start with acme.x/'],
  ['acme.x/strip', { href: './strip.js' }, 'its module has no address'],
] as const)('[SDK-3] the element %s with the module %j is refused: %s', async (id, module, because) => {
  expect(await refusalOf(pluginWith('acme.x', elementNamed(id, module)))).toContain(because)
})
test('[SDK-3] [PLUGIN-1] two plugins do not give elements with one tag, whatever their ids', async () => {
  const first = definePlugin({ id: 'acme.x', version: '1.0.0', host: '1.0', contributes: [elementNamed('acme.x/y-strip')] })
  const second = definePlugin({ id: 'acme.x-y', version: '1.0.0', host: '1.0', contributes: [elementNamed('acme.x-y/strip')] })
  const taken = new Map(exclusivesOf(first as never).map((key) => [key, 'acme.x']))
  expect(await refusalOf(second, (key) => taken.get(key))).toBe(
    'The plugin acme.x-y is not available. It gives the element <acme-x-y-strip>, and so does acme.x. Only one plugin can give it.',
  )
})
