import type { ImportOutcome, ImportRow } from '@tenure/core'
import { expect, test } from 'vitest'
import { dryImporter } from './dry-importer.js'

const rowOf = (externalId: string, more: Partial<ImportRow> = {}): ImportRow => ({
  ...{ type: 'company', externalId, values: {}, links: [] },
  ...more,
})
const linkTo = (externalId: string, type = 'company') => ({ association: 'parent', to: { type, externalId } })
const added = [{ name: 'company', properties: [] }]

/** A dry importer over one that answers by the key of each row, and what that one was given. */
function open(results: Readonly<Record<string, ImportOutcome['result']>>) {
  const given: (readonly [rows: readonly ImportRow[], options: unknown])[] = []
  const run = async (rows: readonly ImportRow[], options: unknown): Promise<readonly ImportOutcome[]> => {
    given.push([rows, options])
    return rows.flatMap((row) => {
      const result = results[row.externalId]
      return result === undefined ? [] : [{ row, result } as ImportOutcome]
    })
  }
  const importer = dryImporter({ run } as Parameters<typeof dryImporter>[0], added)
  const resultsOf = async (...rows: readonly ImportRow[]) => (await importer.run(rows)).map(({ row, result }) => [row, result])
  return { ...importer, given, resultsOf }
}

test('[SDK-11] what is stored is nothing: the real importer is asked dry, with what the mapping adds and without a group', async () => {
  const { run, begin, given } = open({ a: 'created' })
  const row = rowOf('a')
  const known = () => undefined
  expect(await run([row], { group: 'g', files: ['a.csv'], known })).toEqual([{ row, result: 'created' }])
  await run([row])
  expect(given).toStrictEqual([
    [[row], { files: ['a.csv'], known, dryRun: true, added }],
    [[row], { dryRun: true, added }],
  ])
  const record = await begin()
  expect([record.run, record.group, await record.tell(), await record.end()]).toEqual(['', '', true, undefined])
})

test('[SDK-11] a link to a record that an earlier batch would have created is there, and makes an unchanged line an updated one', async () => {
  const { resultsOf, given } = open({ a: 'created', b: 'unchanged', c: 'created', d: 'unchanged' })
  await resultsOf(rowOf('a'))
  const [b, c, d] = [
    rowOf('b', { links: [linkTo('a'), linkTo('z')] }),
    rowOf('c', { links: [linkTo('a')] }),
    rowOf('d', { links: [linkTo('z'), linkTo('a', 'deal')] }),
  ]
  expect(await resultsOf(b, c, d)).toEqual([
    [b, 'updated'],
    [c, 'created'],
    [d, 'unchanged'],
  ])
  expect(given[1]?.[0].map(({ links }) => links)).toEqual([[linkTo('z')], [], d.links])
})

test('[SDK-11] a line that only adds links to a record that would have been created changes nothing more', async () => {
  const { resultsOf } = open({ a: 'created', b: 'updated' })
  await resultsOf(rowOf('a'))
  const adding = [rowOf('a', { adds: true }), rowOf('b', { adds: true })]
  expect(await resultsOf(...adding)).toEqual([
    [adding[0], 'unchanged'],
    [adding[1], 'updated'],
  ])
})

test('[SDK-11] a line without an answer is rejected, and is no record that others find', async () => {
  const { resultsOf, given } = open({ b: 'created' })
  const [a, b] = [rowOf('a'), rowOf('b', { links: [linkTo('a')] })]
  expect(await resultsOf(a)).toEqual([[a, 'rejected']])
  expect(await resultsOf(b)).toEqual([[b, 'created']])
  expect(given[1]?.[0][0]?.links).toEqual([linkTo('a')])
})

test('[SDK-16] an answer keeps its row as it was given, and what is wrong with it or was not linked', async () => {
  const issues = [{ path: ['values', 'name'], message: 'Too long.' }]
  const notes = [{ note: 'not-linked' as const, path: ['links'], message: 'Not here.' }]
  const answers: Omit<ImportOutcome, 'row'>[] = [
    { result: 'created', notes },
    { result: 'unchanged', notes },
    { result: 'rejected', issues },
    { result: 'updated', notes },
  ]
  const run = async (rows: readonly ImportRow[]): Promise<readonly ImportOutcome[]> =>
    rows.map((row) => ({ row, ...(answers.shift() ?? { result: 'rejected' }) }))
  const importer = dryImporter({ run } as Parameters<typeof dryImporter>[0], [])
  const [a, b, more] = [rowOf('a'), rowOf('b', { links: [linkTo('a')] }), rowOf('a', { adds: true, links: [linkTo('a')] })]
  expect(await importer.run([a])).toEqual([{ row: a, result: 'created', notes }])
  expect(await importer.run([b, a, more])).toEqual([
    { row: b, result: 'updated', notes },
    { row: a, result: 'rejected', issues },
    { row: more, result: 'unchanged', notes },
  ])
})
