import type { StorageAdapter, Write } from '@tenure/core/adapter'
import { article, type Kit, part, patch } from './kit.js'
import { type parentEdge, partEdge } from './kit-schema.js'

/** A write that links an article to a part, or along another edge to another article. */
export function link(from: string, to: string, label?: string, { edge, to: type }: typeof partEdge | typeof parentEdge = partEdge): Write {
  return {
    write: 'link',
    ref: { type: 'article', id: from },
    edge,
    to: { type, id: to },
    ...(label === undefined ? {} : { label }),
  }
}
/** A write that takes such a link away. */
export function unlink(from: string, to: string, label?: string, edge: typeof partEdge | typeof parentEdge = partEdge): Write {
  return { ...link(from, to, label, edge), write: 'unlink' } as Write
}
/** One batch with every kind of write, on what `prepare` made under the same tag. */
export function everyWrite(adapter: StorageAdapter, tag: string): readonly Write[] {
  const ref = (id: string) => ({ type: 'article', id: `${tag}-${id}` })
  return [
    article(`${tag}-new`, { name: 'new', size: 1 }),
    patch(`${tag}-patched`, { name: 'after', size: null }),
    { write: 'archive', ref: ref('archived') },
    { write: 'restore', ref: ref('restored') },
    ...(adapter.links
      ? [link(`${tag}-patched`, `${tag}-part`, 'label'), unlink(`${tag}-linked`, `${tag}-part`), link(`${tag}-new`, `${tag}-part`)]
      : []),
    { write: 'purge', ref: ref('purged') },
  ]
}
/** Makes what `everyWrite` writes to; the ids of all that it touches. */
export async function prepare(kit: Kit, tag: string): Promise<readonly string[]> {
  const names = ['patched', 'archived', 'restored', 'linked', 'purged']
  await kit.write([...names.map((name) => article(`${tag}-${name}`, { name: 'before', size: 2 })), part(`${tag}-part`)])
  await kit.write([patch(`${tag}-linked`, { size: 3 })])
  await kit.write([{ write: 'archive', ref: { type: 'article', id: `${tag}-restored` } }])
  if (kit.adapter.links) await kit.write([link(`${tag}-linked`, `${tag}-part`)])
  return [...names, 'new', 'part'].map((name) => `${tag}-${name}`)
}
