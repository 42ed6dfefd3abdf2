import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { dataFolder, mappingFolder, testWith } from './fixtures/test-data.js'
import { type TinyRecord, tinyImporter } from './fixtures/tiny-importer.js'
import { folderSource } from './folder-source.js'
import { openImport } from './import-files.js'
import { type ReportedLine, runImport } from './import-run.js'
import { parseMapping } from './mapping/mapping.js'

async function importSet(mappingFile: string, folder: string) {
  const mapping = parseMapping(JSON.parse(readFileSync(join(mappingFolder, mappingFile), 'utf8')))
  const importer = tinyImporter()
  const rejected: ReportedLine[] = []
  const summary = await runImport(await openImport(mapping, folderSource(join(dataFolder, folder))), importer, {
    onReported: (line) => rejected.push(line),
  })
  const created = Object.fromEntries(Object.entries(summary.objectTypes).map(([type, counts]) => [type, counts.created]))
  const of = (type: string) => [...importer.records].filter(([key]) => key.startsWith(`${type} `)).map(([, record]) => record)
  return { created, rejected, of, records: importer.records }
}
const inStage = (records: readonly TinyRecord[], stage: string) => records.filter(({ values }) => values['stage'] === stage)
const linksOf = (record: TinyRecord, association: string) => [...record.links].filter((link) => link.startsWith(`${association} `))

testWith('crm-sales-opportunities')('[SDK-11] the sales pipeline comes in whole, however its dates are written', async () => {
  const iso = await importSet('crm-sales-opportunities.json', 'crm-sales-opportunities')
  expect(iso.rejected).toEqual([])
  expect(iso.created).toEqual({ team: 3, user: 35, product: 7, company: 85, deal: 8800 })
  const deals = iso.of('deal')
  const won = inStage(deals, 'won')
  expect([won.length, inStage(deals, 'lost').length, inStage(deals, 'engaging').length, inStage(deals, 'prospecting').length]).toEqual([
    4238, 2473, 1589, 500,
  ])
  expect(won.reduce((sum, { values }) => sum + Number((values['amount'] as { amount: string }).amount), 0)).toBe(10_005_534)
  expect(inStage(deals, 'lost').every(({ values }) => (values['amount'] as { amount: string }).amount === '0')).toBe(true)
  expect(deals.filter(({ values }) => values['amount'] === null)).toHaveLength(2089)
  expect(deals.filter((deal) => linksOf(deal, 'company').length === 0)).toHaveLength(1425)
  expect(deals.every((deal) => linksOf(deal, 'products').length === 1 && typeof deal.values['owner'] === 'string')).toBe(true)
  expect(deals.filter((deal) => deal.links.has('products product GTX Pro'))).toHaveLength(1480)
  expect(iso.of('company').filter((company) => linksOf(company, 'parent').length === 1)).toHaveLength(15)
  expect(iso.of('company').filter(({ values }) => values['industry'] === 'technology')).toHaveLength(12)
  const us = await importSet('crm-sales-opportunities-us-dates.json', 'crm-sales-opportunities/us-dates')
  expect(us.created).toEqual(iso.created)
  expect(us.records).toEqual(iso.records)
})

testWith('saas-ravenstack')(
  '[SDK-11] the SaaS tables come in whole: keys that repeat, ends before starts, times without a zone',
  async () => {
    const { created, rejected, of } = await importSet('saas-ravenstack.json', 'saas-ravenstack')
    expect(rejected).toEqual([])
    expect(created).toEqual({ company: 500, service: 5000, usage: 25_000, ticket: 2000, churn: 600 })
    expect(of('usage').every((usage) => linksOf(usage, 'service').length === 1 && typeof usage.values['at'] === 'number')).toBe(true)
    expect(of('ticket').filter(({ values }) => values['satisfaction'] === null)).toHaveLength(825)
    expect(of('company').filter(({ values }) => values['country'] === 'GB')).toHaveLength(58)
    expect(of('company').filter(({ values }) => values['hasChurned'] === true)).toHaveLength(110)
  },
)
