import type { Block } from '@tenure/core/block'
import { elementAddress } from '../element/element-address.js'

/** What elements of plugins import; the import map of the page says where it is. */
const partsOfElements = '@tenure/web/parts'

/** Fetches what draws an overview and the elements in it, while their answers are on their way. Nothing depends on it: what fails is fetched again when it is drawn. */
export function fetchParts(block: Extract<Block, { readonly kind: 'overview' }>): void {
  const elements = (block.areas ?? []).flatMap(({ block: area }) => (area.kind === 'custom' ? [elementAddress(area.element)] : []))
  const own = elements.length === 0 ? [] : [import('../element/own-element.js')]
  const modules = elements.length === 0 ? [] : [partsOfElements, ...elements]
  const scripts = [import('../overview/overview-tab.js'), import('../block/block.js'), ...own, ...modules.map(fetchModule)]
  for (const script of scripts) script.catch(() => undefined)
}
function fetchModule(address: string): Promise<unknown> {
  return import(/* @vite-ignore */ address)
}
