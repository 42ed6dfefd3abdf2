import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Importer } from '@tenure/core'
import { expect, test } from 'vitest'
import { tinyImporter } from './fixtures/tiny-importer.js'
import { folderSource } from './folder-source.js'
import { openImport } from './import-files.js'
import { type ImportProgress, type ReportedLine, runImport, type SettledLine } from './import-run.js'
import { parseMapping } from './mapping/mapping.js'
import { memorySource } from './memory-source.js'
import { nothingHere } from './records-here.js'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))

async function importFrom(folder: string, mappingFile: string, importer: Importer, options: { batch?: number } = {}) {
  const mapping = parseMapping(JSON.parse(await readFile(mappingFile, 'utf8')))
  const reported: ReportedLine[] = []
  const summary = await runImport(await openImport(mapping, folderSource(folder)), importer, {
    ...options,
    onReported: (line) => reported.push(line),
  })
  return { counts: summary.objectTypes, reported, summary }
}
const importSmall = (importer: Importer, options?: { batch?: number }) =>
  importFrom(fixtures, join(fixtures, 'mapping.json'), importer, options)
const nothing = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }
const expected = {
  team: { ...nothing, created: 2 },
  user: { ...nothing, created: 4 },
  product: { ...nothing, created: 2 },
  company: { ...nothing, created: 4, rejected: 4 },
  service: { ...nothing, created: 2 },
  usage: { ...nothing, created: 3 },
  deal: { ...nothing, created: 5, rejected: 4 },
}

test('[SDK-11] counts what became of every line, by object type', async () => {
  expect((await importSmall(tinyImporter())).counts).toEqual(expected)
})

test('[SDK-11] names every bad line with file, line, column and reason', async () => {
  const { reported } = await importSmall(tinyImporter())
  const lines = reported.map(({ result, file, line, column, reason }) => [
    file,
    line,
    column,
    reason,
    ...(result === 'rejected' ? [] : [result]),
  ])
  expect(lines).toEqual([
    ['accounts.csv', 7, undefined, 'It has 4 cells, and the header has 7.'],
    ['accounts.csv', 9, 'account', 'the key is missing'],
    ['accounts.csv', 10, undefined, expect.stringContaining('A quote is in the wrong place')],
    ['accounts.csv', 11, 'staff', '"many" is no number'],
    ['accounts.csv', 8, 'parent', 'There is no company with the key Nowhere Inc.', 'not-linked'],
    ['deals.csv', 6, 'agent', 'no user is called "Nobody Known"'],
    ['deals.csv', 7, 'stage', expect.stringContaining('"Winning" is no stage')],
    ['deals.csv', 8, 'engaged', expect.stringContaining('does not exist')],
    ['deals.csv', 9, 'id', 'the key "D1" is already on line 2'],
    ['deals.csv', 10, 'account', 'There is no company with the key Ragged Ltd.', 'not-linked'],
  ])
})

test('[SDK-11] a second import changes nothing', async () => {
  const importer = tinyImporter()
  await importSmall(importer)
  const before = structuredClone(importer.records)
  const { counts } = await importSmall(importer)
  const unchanged = Object.fromEntries(
    Object.entries(expected).map(([type, { created, rejected }]) => [type, { ...nothing, unchanged: created, rejected }]),
  )
  expect(counts).toEqual(unchanged)
  expect(importer.records).toEqual(before)
})

test('[SDK-11] batches of any size give the same records', async () => {
  const whole = tinyImporter()
  await importSmall(whole)
  for (const batch of [1, 2, 3]) {
    const importer = tinyImporter()
    expect((await importSmall(importer, { batch })).counts).toEqual(expected)
    expect(new Map([...importer.records].sort())).toEqual(new Map([...whole.records].sort()))
    expect(Math.max(...importer.sizes)).toBeLessThanOrEqual(batch)
  }
})

test('[SDK-11] stopped after any batch and run again, it ends the same', async () => {
  const whole = tinyImporter()
  await importSmall(whole, { batch: 2 })
  for (let stop = 0; stop < whole.sizes.length; stop++) {
    const importer = tinyImporter()
    let left = stop
    const killed: Importer = {
      ...importer,
      run: async (rows, options) => (left-- > 0 ? importer.run(rows, options) : Promise.reject(new Error('killed'))),
    }
    await expect(importSmall(killed, { batch: 2 })).rejects.toThrow('killed')
    await importSmall(importer, { batch: 2 })
    expect(new Map([...importer.records].sort())).toEqual(new Map([...whole.records].sort()))
  }
})

test('[SDK-11] two spellings of the same dates give the same records', async () => {
  const iso = tinyImporter()
  const us = tinyImporter()
  await importSmall(iso)
  await importFrom(join(fixtures, 'us-dates'), join(fixtures, 'mapping-us-dates.json'), us)
  expect(us.records).toEqual(iso.records)
})

test('[SDK-11] cells become values: aliases, missing ones, exact money, days, times in a zone, sets', async () => {
  const { records } = await (async () => {
    const importer = tinyImporter()
    await importSmall(importer)
    return importer
  })()
  expect(records.get('company Alpine Freight')).toEqual({
    values: {
      name: 'Alpine Freight',
      industry: 'technology',
      employees: 120,
      annualRevenue: { amount: '12250000', currency: 'EUR' },
      country: 'GB',
      about: 'Two lines\r\nin one cell',
    },
    links: new Set(['parent company northwind']),
  })
  expect(records.get('company Britta Foods')?.values).toMatchObject({ annualRevenue: null, about: 'says "hi"' })
  expect(records.get('deal D2')?.values['amount']).toEqual({ amount: '0', currency: 'EUR' })
  expect(records.get('deal D3')?.values).toMatchObject({
    amount: null,
    closeDate: null,
    owner: "small-set:O'Neil, Dara",
    pipeline: 'opportunities',
    stage: 'engaging',
  })
  expect(records.get('deal D1')).toMatchObject({
    values: { closeDate: '2024-02-29', name: 'Lamp Pro (D1)' },
    links: new Set(['company company northwind', 'products product Lamp Pro']),
  })
  expect(records.get('service S1')?.values).toMatchObject({ isTrial: true, tags: ['a', 'b'], stage: 'live', endDate: null })
  expect(records.get('usage U1/S1')?.values).toEqual({ name: 'U1', at: Date.parse('2022-12-31T23:30:00Z'), score: 3 })
  expect(records.get('usage U2/S1')?.values).toEqual({ name: 'U2', at: Date.parse('2023-06-30T22:00:00Z'), score: null })
  expect(records.get("user O'Neil, Dara")?.values).toEqual({ name: "O'Neil, Dara", email: null, primaryTeam: 'small-set:South' })
  expect(records.get('product Lamp Pro')?.values['price']).toEqual({ amount: '1200.5', currency: 'EUR' })
})

test('[SEC-9] imported users get no right that the mapping does not grant', async () => {
  const importer = tinyImporter()
  await importSmall(importer)
  expect(Object.keys(importer.records.get('user Ada Brandt')?.values ?? {})).toEqual(['name', 'email', 'primaryTeam'])
})

async function importText(
  texts: Readonly<Record<string, string | Uint8Array>>,
  files: readonly object[],
  importer: Importer = tinyImporter(),
) {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-import-'))
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text)
  const mapping = join(folder, 'mapping.json')
  await writeFile(mapping, JSON.stringify({ source: 'x', files }))
  return importFrom(folder, mapping, importer)
}
const named = { name: { kind: 'string', column: 'name' } }
const companies = { file: 'a.csv', objectType: 'company', externalId: ['id'], properties: named }

test('[SDK-16] the rest of a file that cannot be read is reported with its lines, not passed over', async () => {
  const { counts, reported, summary } = await importText({ 'a.csv': 'id,name\n1,One\n2,"Two\n3,Three\n' }, [companies])
  expect(counts['company']).toEqual({ ...nothing, created: 1 })
  const reason = 'Line 3: A quote is opened here and never closed.'
  expect(summary.unread).toEqual([{ file: 'a.csv', from: 3, to: 4, reason }])
  expect(reported).toEqual([{ result: 'unread', type: 'company', file: 'a.csv', line: 3, reason: `Lines 3 to 4 were not read. ${reason}` }])
})

test('[SDK-16] a line without a key is rejected, or skipped and counted where the mapping says so', async () => {
  const text = { 'a.csv': 'id,name\n,One\n2,Two\n' }
  expect((await importText(text, [companies])).counts['company']).toEqual({ ...nothing, created: 1, rejected: 1 })
  const { counts, reported } = await importText(text, [{ ...companies, blankKey: 'skip' }])
  expect([counts['company'], reported]).toEqual([{ ...nothing, created: 1, skipped: 1 }, []])
})

test('[SDK-16] the line number can be the key', async () => {
  const importer = tinyImporter()
  await importText({ 'a.csv': 'name\nOne\n\nOne\n' }, [{ ...companies, externalId: 'lineNumber' }], importer)
  expect([...importer.records.keys()]).toEqual(['company 2', 'company 4'])
})

test('[SDK-16] every line can be in one stage', async () => {
  const importer = tinyImporter()
  await importText({ 'a.csv': 'id,name\n1,One\n' }, [{ ...companies, stage: { pipeline: 'p', stage: 'won' } }], importer)
  expect(importer.records.get('company 1')?.values).toEqual({ name: 'One', pipeline: 'p', stage: 'won' })
})

test('[SDK-16] headers that are blank or unused do no harm; one that is used may be there only once', async () => {
  const { counts } = await importText({ 'a.csv': 'id,name,,,note,note\n1,One,,,x,y\n' }, [companies])
  expect(counts['company']).toEqual({ ...nothing, created: 1 })
  await expect(importText({ 'a.csv': 'id,name,name\n1,One,Two\n' }, [companies])).rejects.toThrow('a.csv has 2 columns "name".')
})

test('[SDK-16] lines that need a later line come in after it, or are rejected whole', async () => {
  const importer = tinyImporter()
  const child = { ...companies, links: [{ association: 'parent', to: 'company', columns: ['parent'], required: true }] }
  const text = 'id,name,parent\n1,One,2\n2,Two,3\n3,Three,4\n4,Four,9\n'
  const { counts } = await importText({ 'a.csv': text }, [child], importer)
  expect([counts['company'], importer.records.size]).toEqual([{ ...nothing, rejected: 4 }, 0])
  await importText({ 'a.csv': text, 'b.csv': 'id,name\n9,Nine\n' }, [child, { ...companies, file: 'b.csv' }], importer)
  expect([...importer.records.keys()].sort()).toEqual(['company 1', 'company 2', 'company 3', 'company 4', 'company 9'])
})

test('[SDK-16] links to later lines are all made, however many batches that takes, and one that only links counts as updated', async () => {
  const importer = tinyImporter()
  const child = { ...companies, links: [{ association: 'parent', to: 'company', columns: ['parent'] }] }
  const mapping = parseMapping({ source: 'x', files: [child] })
  const source = memorySource(new Map([['a.csv', new TextEncoder().encode('id,name,parent\n1,One,4\n2,Two,4\n3,Three,4\n4,Four,\n')]]))
  const run = async () => (await runImport(await openImport(mapping, source), importer, { batch: 1, onReported: () => {} })).objectTypes
  expect(await run()).toEqual({ company: { ...nothing, created: 4 } })
  expect([...importer.records.values()].map(({ links }) => links.size)).toEqual([1, 1, 1, 0])
  importer.records.get('company 2')?.links.clear()
  expect(await run()).toEqual({ company: { ...nothing, updated: 1, unchanged: 3 } })
})

test('[SDK-16] half a key of a link that is not required leaves the link out and names it', async () => {
  const link = { association: 'parent', to: 'company', columns: ['a', 'b'] }
  const { counts, reported } = await importText({ 'a.csv': 'id,name,a,b\n1,One,x,\n' }, [{ ...companies, links: [link] }])
  expect(counts['company']).toEqual({ ...nothing, created: 1 })
  expect(reported).toMatchObject([{ result: 'not-linked', line: 2, column: 'b', reason: 'the key is missing' }])
})

test('[SDK-11] a column that the file lacks is named with its place before anything is written', async () => {
  const mapping = parseMapping({
    source: 'x',
    files: [
      { file: 'products.csv', objectType: 'product', externalId: ['product'], properties: { price: { kind: 'number', column: 'price' } } },
    ],
  })
  await expect(openImport(mapping, folderSource(fixtures))).rejects.toThrow(
    'files[0].properties.price.column: products.csv has no column "price". It has product, list_price.',
  )
})

test('[SDK-16] an import that is cancelled stops between two batches and says so', async () => {
  const mapping = parseMapping(JSON.parse(await readFile(join(fixtures, 'mapping.json'), 'utf8')))
  const importer = {
    ...tinyImporter(),
    begin: async () => ({ run: 'r', group: 'g', tell: async () => false, end: () => Promise.reject(new Error('ended')) }),
  }
  const summary = await runImport(await openImport(mapping, folderSource(fixtures)), importer, {
    onReported: () => {},
    batch: 2,
    tellEveryMs: 0,
  })
  expect([summary.cancelled, importer.sizes]).toEqual([true, [2]])
})

test('[SDK-16] an import that is cancelled while it links stops between two batches of links', async () => {
  const tiny = tinyImporter()
  let told = 0
  // Four batches of lines, then one batch of links.
  const importer = {
    ...tiny,
    begin: async () => ({ run: 'r', group: 'g', tell: async () => ++told < 5, end: () => Promise.reject(new Error('ended')) }),
  }
  const child = { ...companies, links: [{ association: 'parent', to: 'company', columns: ['parent'] }] }
  const source = memorySource(new Map([['a.csv', new TextEncoder().encode('id,name,parent\n1,One,4\n2,Two,4\n3,Three,4\n4,Four,\n')]]))
  const opened = await openImport(parseMapping({ source: 'x', files: [child] }), source)
  const summary = await runImport(opened, importer, { batch: 1, onReported: () => {}, tellEveryMs: 0 })
  expect(summary.cancelled).toBe(true)
  expect([...tiny.records.values()].map(({ links }) => links.size)).toEqual([1, 0, 0, 0])
})

test('[SDK-11] what the core refuses is reported in its words, at the column; without a word it says so', async () => {
  const tiny = tinyImporter()
  const mapping = parseMapping({
    source: 'x',
    files: [{ file: 'a.csv', objectType: 'deal', externalId: ['Id'], properties: { amount: { kind: 'number', column: 'Value' } } }],
  })
  const source = memorySource(new Map([['a.csv', new TextEncoder().encode('Id,Value\nd1,1\nd2,2\n')]]))
  const reported: ReportedLine[] = []
  const importer: Importer = {
    ...tiny,
    run: async (rows) =>
      rows.map(
        (row, at) => ({ row, result: 'rejected', ...(at === 0 && { issues: [{ path: ['amount'], message: 'Too small.' }] }) }) as never,
      ),
  }
  const { objectTypes } = await runImport(await openImport(mapping, source), importer, { onReported: (line) => reported.push(line) })
  const line = { result: 'rejected', type: 'deal', file: 'a.csv' }
  expect([objectTypes['deal']?.rejected, reported]).toEqual([
    2,
    [
      { ...line, line: 2, column: 'Value', reason: 'Too small.' },
      { ...line, line: 3, reason: 'The core refused it without a reason.' },
    ],
  ])
})

test('[SDK-16] what became of each line is heard with its key and title, and what is wrong with it and what it says', async () => {
  const settled: SettledLine[] = []
  const progress: ImportProgress[] = []
  const tiny = tinyImporter()
  const file = { ...companies, blankKey: 'skip', properties: { ...named, employees: { kind: 'number', column: 'staff' } } }
  const text = 'id,name,staff\n1,One,\n2,Two,many\n,Three,3\n4,,4\n5,five,9\n'
  const source = memorySource(new Map([['a.csv', new TextEncoder().encode(text)]]))
  const run: Importer['run'] = async (rows, options) =>
    (await tiny.run(rows, options)).map((each) =>
      each.row.externalId === '5' ? { row: each.row, result: 'rejected', issues: [{ path: [], message: 'No.' }] } : each,
    )
  const summary = await runImport(
    await openImport(parseMapping({ source: 'x', files: [file] }), source),
    { ...tiny, run },
    {
      ...{ onReported: () => {}, onSettled: (line) => settled.push(line), onProgress: (each) => progress.push(each) },
    },
  )
  const line = { type: 'company', file: 'a.csv' }
  expect(settled).toStrictEqual([
    { ...line, line: 3, result: 'rejected', faults: [{ column: 'staff', reason: '"many" is no number' }], cells: ['2', 'Two', 'many'] },
    { ...line, line: 4, result: 'skipped' },
    { ...line, line: 2, result: 'created', externalId: '1', title: 'One' },
    { ...line, line: 5, result: 'created', externalId: '4' },
    {
      ...{ ...line, line: 6, result: 'rejected', externalId: '5', title: 'five' },
      ...{ faults: [{ reason: 'No.' }], cells: ['5', 'five', '9'] },
    },
  ])
  expect(progress).toEqual([{ step: 'importing', lines: 5, done: 1 }])
  expect(summary).toEqual({
    ...{ objectTypes: { company: { ...nothing, created: 2, rejected: 2, skipped: 1 } }, notLinked: 0, kept: 0, unread: [], group: 'g' },
  })
})

test('[SDK-16] keys are looked at first, and the importer is given what they mean here', async () => {
  const given: unknown[] = []
  const progress: ImportProgress[] = []
  const tiny = tinyImporter()
  const child = { ...companies, links: [{ association: 'parent', to: 'company', columns: ['parent'] }] }
  const source = memorySource(new Map([['a.csv', new TextEncoder().encode('id,name,parent\n1,One,2\n2,Two,\n')]]))
  const here = { ...nothingHere, known: () => undefined }
  const run: Importer['run'] = (rows, options) => {
    given.push(options)
    return tiny.run(rows, options)
  }
  const files = await openImport(parseMapping({ source: 'x', files: [child] }), source)
  await runImport(files, { ...tiny, run }, { onReported: () => {}, onProgress: (each) => progress.push(each), here })
  const options = { files: ['a.csv'], group: 'g', known: here.known }
  expect(given).toEqual([options, options])
  expect(progress.map(({ step, lines, done }) => [step, lines, done])).toEqual([
    ...Array(progress.length - 2).fill(['indexing', 0, 1]),
    ...[
      ['importing', 2, 1],
      ['linking', 2, 1],
    ],
  ])
  expect(progress.length).toBeGreaterThan(2)
})
