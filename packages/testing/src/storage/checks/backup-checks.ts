import type { Write } from '@tenure/core/adapter'
import type { BackupOps, KeptPage, KeptRecord } from '@tenure/core/backup'
import type { Check } from '../check.js'
import { claim, codeOf, collect, same, show, unlimited } from '../claim.js'
import { article, type Kit, patch } from '../kit.js'
import { parentEdge } from '../kit-schema.js'

/** Taking everything out, and into an empty store. */
export const backupChecks: readonly Check[] = [
  {
    name: '[ST74] [SDK-11] 74 backup.restores-all-of-one-state',
    needs: ({ backup }) => backup !== undefined,
    run: async ({ kit, another }) => {
      for (const writes of history(kit)) {
        await kit.write(writes, { group: 'g1' })
        await kit.clock.advance({ ms: 1000 })
      }
      await kit.write([{ write: 'purge', ref: { type: 'article', id: 'b9' } }])
      const kept = await readWhile(kit, () => kit.attempt([article('b8', { name: 'late' }), patch('b0', { name: 'late' })]))
      const records = kept.flatMap((page) => page.records)
      same(
        records.map(({ ref }) => ref.id),
        records.map(({ ref }) => ref.id).toSorted(),
        'Records come by code point of the id.',
      )
      claim(!show(kept).includes('late'), 'What is written meanwhile is not among it.', records)
      const next = await another()
      await backupOf(next).restore(pagesOf(kept), unlimited)
      same(
        await collect(backupOf(next).read(unlimited)),
        kept,
        'What was filled in comes out again: values, versions, links, history, taken ids.',
      )
      same((await next.attempt([article('b9', { name: 'again' })])).ok, false, 'The id of a purged record stays taken.')
      claim((await next.attempt([patch('b0', { name: 'on' })])).ok, 'It can be written from there.')
    },
  },
  {
    name: '[ST75] [SDK-11] 75 backup.restores-whole-or-not-at-all',
    needs: ({ backup }) => backup !== undefined,
    run: async (input) => {
      const { kit, another } = input
      await kit.write([article('b0', { name: 'a' }), article('b1', { name: 'b' })])
      const kept = await collect(backupOf(kit).read(unlimited))
      same(await codeOf(() => backupOf(kit).restore(pagesOf([]), unlimited)), 'storage.refused', 'A store with records is not filled.')
      const next = await another()
      const before = show(await collect(backupOf(next).read(unlimited)))
      for (const broken of brokenPages(kept)) {
        claim((await codeOf(() => backupOf(next).restore(broken(), unlimited))) !== undefined, 'What does not fit is refused.')
        same(show(await collect(backupOf(next).read(unlimited))), before, 'Nothing of it is there.')
      }
      await backupOf(next).restore(pagesOf(kept), unlimited)
      same(await collect(backupOf(next).read(unlimited)), kept, 'The whole can be filled in afterwards.')
    },
  },
]

function history(kit: Kit): readonly (readonly Write[])[] {
  const dated = { name: kit.at - 86_400_000 }
  return [
    [
      { ...article('b0', { name: 'a', size: 1, stage: 'new' }), since: dated } as Write,
      article('b1', { name: 'b' }),
      article('b9', { name: 'gone' }),
    ],
    [patch('b0', { name: 'b', size: null }), { ...patch('b1', { name: 'c' }), since: { name: kit.at + 10 } } as Write],
    [
      { write: 'link', ref: { type: 'article', id: 'b0' }, edge: parentEdge.edge, to: { type: 'article', id: 'b1' }, label: 'primary' },
      { write: 'archive', ref: { type: 'article', id: 'b1' } },
    ],
  ]
}
/** All pages, while something is written after the first of them. */
async function readWhile(kit: Kit, write: () => Promise<unknown>): Promise<readonly KeptPage[]> {
  const pages: KeptPage[] = []
  for await (const page of backupOf(kit).read(unlimited)) if (pages.push(page) === 1) await write()
  return pages
}
function brokenPages(kept: readonly KeptPage[]): readonly (() => AsyncIterable<KeptPage>)[] {
  return [
    async function* () {
      yield* kept
      throw new Error('The rest is missing.')
    },
    () => pagesOf([...kept, ...kept]),
    () => pagesOf([...kept, { records: kept.flatMap(({ records }) => records.slice(0, 1)).map(linkedToNothing) }]),
  ]
}
function linkedToNothing(record: KeptRecord): KeptRecord {
  const ref = { ...record.ref, id: 'b7' }
  return { ...record, ref, links: [{ edge: parentEdge.edge, to: { type: 'article', id: 'nobody' } }] }
}
async function* pagesOf(pages: readonly KeptPage[]): AsyncGenerator<KeptPage> {
  yield* pages
}
function backupOf({ adapter }: Kit): BackupOps {
  claim(adapter.backup !== undefined, 'The store has a backup.')
  return adapter.backup
}
