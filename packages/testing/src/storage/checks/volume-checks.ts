import type { Write } from '@tenure/core/adapter'
import type { Check } from '../check.js'
import { claim, follow, same, unlimited } from '../claim.js'
import { link } from '../every-write.js'
import { article, type Kit, part, patch } from '../kit.js'
import { kindOf, partEdge } from '../kit-schema.js'

const many = 1_200
const manyLinks = 600

/** As many records, links, writes and groups at once as the core asks for. */
export const volumeChecks: readonly Check[] = [
  {
    name: '[ST17] 17 volume.records-and-groups',
    run: async ({ kit }) => {
      const writes = articles('v')
      await kit.write(writes)
      const refs = writes.flatMap(({ ref }) => [ref, { ...ref, id: `no ${ref.id}` }])
      const found = await kit.adapter.read(refs, unlimited)
      same(
        found.map((record) => record?.ref.id ?? null),
        refs.map(({ id }) => (id.startsWith('no ') ? null : id)),
        `${refs.length} records are read in one call.`,
      )
      const asked = { by: [{ property: 'name', kind: kindOf('name') }] }
      same((await kit.aggregate(asked)).length, many, `There are ${many} groups.`)
      same(await kit.aggregate(asked), kit.expectAggregate(asked), 'They are the groups that they have to be.')
    },
  },
  {
    name: '[ST17] 17 volume.a-batch-is-whole',
    needs: ({ capabilities }) => capabilities.atomic === 'batch',
    run: async ({ kit }) => {
      const start = (await kit.write([part('start')])).cursor ?? 'head'
      const writes = articles('w')
      const failed = await kit.attempt([...writes, patch('none', {})])
      same([failed.ok, !failed.ok && failed.at], [false, many], 'A batch fails by its last write.')
      same((await kit.ask({ limit: 0 })).total, 0, 'Nothing of it is written.')
      const { changes, records } = await kit.write(writes)
      same([changes.length, records.length], [many, many], 'A batch names all its changes and records.')
      if (!kit.adapter.capabilities.feed) return
      const [batch] = await follow(kit.adapter, start, 1)
      same(batch?.changes.length, many, 'It is one commit of the feed.')
    },
  },
  {
    name: '[ST17] 17 volume.links-of-one-record',
    needs: ({ links }) => links !== undefined,
    run: async ({ kit }) => {
      const ids = Array.from({ length: manyLinks }, (_, at) => `p${String(at).padStart(4, '0')}`)
      await kit.write([article('hub'), ...ids.map((id) => part(id, { name: id }))])
      await kit.write(ids.map((id) => link('hub', id)))
      const hub = [{ type: 'article', id: 'hub' }]
      await hasLinks(kit, ids)
      const along = { edge: partEdge.edge, forward: true, to: 'part', select: ['name'] }
      const found = await kit.adapter.links?.readRecords?.(hub, along, unlimited)
      claim(found === undefined || found[0]?.length === manyLinks, `${manyLinks} records behind the links of one are read.`)
      const back = await kit.adapter.links?.read(
        ids.map((id) => ({ type: 'part', id })),
        partEdge.edge,
        false,
        unlimited,
      )
      same(
        back,
        ids.map(() => [{ id: 'hub' }]),
        `The links of ${manyLinks} records are read in one call.`,
      )
    },
  },
]

function articles(tag: string): readonly Write[] {
  return Array.from({ length: many }, (_, at) => article(`${tag}${at}`, { name: `name ${at}` }))
}
async function hasLinks(kit: Kit, ids: readonly string[]): Promise<void> {
  const found = await kit.links({ type: 'article', id: 'hub' }, partEdge.edge, true)
  same(
    found,
    ids.map((id) => ({ id })),
    `A record has ${ids.length} links.`,
  )
}
