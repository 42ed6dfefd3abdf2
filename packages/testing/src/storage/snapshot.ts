import type { FeedCursor, RecordRef } from '@tenure/core/adapter'
import { claim, follow, same, unlimited } from './claim.js'
import type { Kit } from './kit.js'
import { parentEdge, partEdge } from './kit-schema.js'

/** Everything that a store returns about some records, which must be the same after a refused write. */
export async function snapshot(kit: Kit, ids: readonly string[]): Promise<unknown> {
  const { adapter } = kit
  const refs = ids.flatMap((id) => ['article', 'part'].map((type) => ({ type, id })))
  const pages = await Promise.all(['article', 'part'].map((type) => kit.ask({ type, archived: 'any' })))
  return {
    records: await adapter.read(refs, unlimited),
    scans: pages.map(({ records, total }) => ({ ids: records.map(({ ref, version }) => [ref.id, version]), total })),
    links: await Promise.all(refs.map((ref) => linksOf(kit, ref))),
    history: await adapter.history?.read(refs, undefined, 1_000, unlimited),
  }
}
/** What the feed has delivered since a cursor, up to the next commit, which the kit makes for the purpose. */
export async function changesSince(kit: Kit, cursor: FeedCursor, marker: string): Promise<readonly string[]> {
  await kit.write([{ write: 'create', ref: { type: 'part', id: marker }, values: { name: marker } }])
  const told = (await follow(kit.adapter, cursor, 1)).flatMap(({ changes }) => changes)
  return told.filter(({ ref }) => ref.id !== marker).map(({ ref, change }) => `${change} ${ref.type} ${ref.id}`)
}
/** The cursor of what has been committed so far; the kit commits something to learn it. */
export async function headOf(kit: Kit, marker: string): Promise<FeedCursor> {
  const told = follow(kit.adapter, 'head', 1)
  const { cursor } = await kit.write([{ write: 'create', ref: { type: 'part', id: marker }, values: { name: marker } }])
  const [batch] = await told
  claim(batch !== undefined, 'The feed delivers what is committed.')
  if (cursor !== undefined) same(cursor, batch.cursor, 'A commit answers with the cursor that the feed delivers.')
  return batch.cursor
}

async function linksOf(kit: Kit, ref: RecordRef): Promise<unknown> {
  const edges =
    ref.type === 'part'
      ? [[partEdge.edge, false] as const]
      : [[partEdge.edge, true] as const, [parentEdge.edge, true] as const, [parentEdge.edge, false] as const]
  return Promise.all(edges.map(([edge, forward]) => kit.links(ref, edge, forward)))
}
