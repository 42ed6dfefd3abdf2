import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Importer } from '@tenure/core'
import { expect, test } from 'vitest'
import { tinyImporter } from './fixtures/tiny-importer.js'
import { openImport } from './import-files.js'
import { type RejectedLine, runImport } from './import-run.js'
import { parseMapping } from './mapping.js'

const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))

async function importFrom(folder: string, mappingFile: string, importer: Importer, options: { dryRun?: boolean; batch?: number } = {}) {
  const mapping = parseMapping(JSON.parse(await readFile(mappingFile, 'utf8')))
  const rejected: RejectedLine[] = []
  const summary = await runImport(await openImport(mapping, folder), importer, {
    dryRun: false,
    ...options,
    onRejected: (line) => rejected.push(line),
  })
  return { counts: summary.objectTypes, rejected }
}
const importSmall = (importer: Importer, options?: { dryRun?: boolean; batch?: number }) =>
  importFrom(fixtures, join(fixtures, 'mapping.json'), importer, options)
const nothing = { created: 0, updated: 0, unchanged: 0, rejected: 0 }
const expected = {
  team: { ...nothing, created: 2 },
  user: { ...nothing, created: 4 },
  product: { ...nothing, created: 2 },
  company: { ...nothing, created: 3, rejected: 5 },
  service: { ...nothing, created: 2 },
  usage: { ...nothing, created: 3 },
  deal: { ...nothing, created: 4, rejected: 5 },
}

test('[SDK-11] counts what became of every line, by object type', async () => {
  expect((await importSmall(tinyImporter())).counts).toEqual(expected)
})

test('[SDK-11] names every bad line with file, line, column and reason', async () => {
  const { rejected } = await importSmall(tinyImporter())
  const lines = rejected.map(({ file, line, column, reason }) => [file, line, column, reason])
  expect(lines).toEqual([
    ['accounts.csv', 7, undefined, 'It has 4 cells, and the header has 7.'],
    ['accounts.csv', 9, 'account', 'the key is missing'],
    ['accounts.csv', 10, undefined, expect.stringContaining('A quote is in the wrong place')],
    ['accounts.csv', 11, 'staff', '"many" is no number'],
    ['accounts.csv', 8, 'parent', 'There is no company with the key Nowhere Inc.'],
    ['deals.csv', 6, 'agent', 'no user is called "Nobody Known"'],
    ['deals.csv', 7, 'stage', expect.stringContaining('"Winning" is no stage')],
    ['deals.csv', 8, 'engaged', expect.stringContaining('does not exist')],
    ['deals.csv', 9, 'id', 'the key "D1" is already on line 2'],
    ['deals.csv', 10, 'account', 'There is no company with the key Ragged Ltd.'],
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

test('[SDK-11] a dry run counts as the run would, and writes nothing', async () => {
  const importer = tinyImporter()
  const dry = await importSmall(importer, { dryRun: true })
  expect(importer.records.size).toBe(0)
  const real = await importSmall(importer)
  expect(dry).toEqual(real)
})

test('[SDK-11] a dry run over existing records reports which would change', async () => {
  const importer = tinyImporter()
  await importSmall(importer)
  importer.records.set('deal small-set', { values: {}, links: new Set() })
  const deal = importer.records.get('deal D1')
  if (deal === undefined) throw new Error('The deal is lacking.')
  deal.values = { ...deal.values, closeDate: '2020-01-01' }
  const { counts } = await importSmall(importer, { dryRun: true })
  expect(counts['deal']).toEqual({ created: 0, updated: 1, unchanged: 3, rejected: 5 })
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

test('[SDK-11] the rest of a file that cannot be read is reported, not passed over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-import-'))
  await writeFile(join(folder, 'a.csv'), 'id,name\n1,One\n2,"Two\n3,Three\n')
  const mapping = parseMapping({
    source: 'x',
    files: [{ file: 'a.csv', objectType: 'company', externalId: ['id'], properties: { name: { kind: 'string', column: 'name' } } }],
  })
  const rejected: RejectedLine[] = []
  const summary = await runImport(await openImport(mapping, folder), tinyImporter(), {
    dryRun: false,
    onRejected: (line) => rejected.push(line),
  })
  expect(summary.objectTypes['company']).toEqual({ ...nothing, created: 1, rejected: 1 })
  expect(rejected[0]?.reason).toBe('Line 3: A quote is opened here and never closed. The rest of the file was not read.')
})

test('[SDK-11] a column that the file lacks is named with its place before anything is written', async () => {
  const mapping = parseMapping({
    source: 'x',
    files: [
      { file: 'products.csv', objectType: 'product', externalId: ['product'], properties: { price: { kind: 'number', column: 'price' } } },
    ],
  })
  await expect(openImport(mapping, fixtures)).rejects.toThrow(
    'files[0].properties.price.column: products.csv has no column "price". It has product, list_price.',
  )
})
