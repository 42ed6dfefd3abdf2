import type { Write } from '@tenure/core/adapter'
import type { BackupOps, KeptPage, KeptRecord } from '@tenure/core/backup'
import type { Check } from '../check.js'
import { claim, codeOf, collect, same, show, unlimited } from '../claim.js'
import { link } from '../every-write.js'
import { answersOf, expectedOf, holdsEverything } from '../expected-backup.js'
import { article, type Kit, part, patch } from '../kit.js'
import { parentEdge } from '../kit-schema.js'

/** Taking everything out, and into an empty store. */
export const backupChecks: readonly Check[] = [
  {
    name: '[ST74] [SDK-11] 74 backup.restores-all-of-one-state',
    needs: ({ backup }) => backup !== undefined,
    run: async ({ kit, another }) => {
      await fill(kit)
      const [expected, answers] = [expectedOf(kit.model), await answersOf(kit.adapter, kit.model)]
      const kept = await readWhile(kit, () => kit.attempt([article('b8', { name: 'late' }), patch('b0', { name: 'late' })]))
      claim(!show(kept).includes('late'), 'What is written meanwhile is not among it.', kept)
      holdsEverything(kept, expected, answers)
      const next = await another()
      await backupOf(next).restore(pagesOf(kept), unlimited)
      same(await answersOf(next.adapter, kit.model), answers, 'A store that was filled answers as the first one does.')
      same(await collect(backupOf(next).read(unlimited)), kept, 'What was filled in comes out again.')
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
      holdsEverything(kept, expectedOf(kit.model), await answersOf(kit.adapter, kit.model))
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

async function fill(kit: Kit): Promise<void> {
  for (const [place, writes] of commitsOf(kit).entries()) {
    await kit.write(writes, place % 3 === 2 ? {} : { group: `g${place % 3}` })
    await kit.clock.advance({ ms: 1000 })
  }
}
function commitsOf(kit: Kit): readonly (readonly Write[])[] {
  const dated = { name: kit.at - 86_400_000 }
  const linked = [link('b0', 'b1', 'primary', parentEdge), link('b0', 'b1', 'x', parentEdge), link('b1', 'b1', undefined, parentEdge)]
  return [
    [
      { ...article('b0', { name: 'a', size: 1, stage: 'new' }), since: dated } as Write,
      article('b1', { name: 'b', price: { amount: '0.10', currency: 'EUR' }, tags: ['x', 'y'], extra: { a: [null] } }),
      ...[article('b2'), article('b9', { name: 'gone' }), part('b1', { name: 'Part', size: 2 })],
    ],
    [patch('b0', { name: 'b', size: null }), { ...patch('b1', { name: 'c' }), since: { name: kit.at + 10 } } as Write],
    ...(kit.adapter.links ? [[...linked, link('b0', 'b1'), link('b9', 'b1')], [link('b2', 'b1', 'y')]] : []),
    [archive('b1'), archive('b9')],
    [patch('b1', { name: 'd' }), { write: 'purge', ref: { type: 'article', id: 'b9' } }],
  ]
}
function archive(id: string): Write {
  return { write: 'archive', ref: { type: 'article', id } }
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
