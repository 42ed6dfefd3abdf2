import { join } from 'node:path'
import type { ImportPlan } from '@tenure/core/administration'
import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { dataFolder, testWith } from '../fixtures/test-data.js'
import { folderSource } from '../folder-source.js'
import { memorySource } from '../memory-source.js'
import { guessFormat } from './guess-format.js'
import { guessPlan } from './guess-plan.js'
import { readSample } from './read-sample.js'

async function guess(folder: string, files: readonly string[]) {
  await using host = await createTestHost({ plugins: [] })
  const types = host.importer('csv').types([{ name: 'service', active: true }])
  const source = folderSource(join(dataFolder, folder))
  const samples = await Promise.all(files.map((file) => readSample(source, file)))
  return shown(guessPlan(samples, types).plan)
}
function shown({ files }: ImportPlan): Record<string, unknown> {
  return Object.fromEntries(
    files.map(({ file, objectType, key, match, delimiter, columns }) => [
      file,
      {
        type: `${objectType} by ${key.join('+') || 'line'}${match === undefined ? '' : ` = ${match}`}${delimiter === ',' ? '' : ` ${delimiter}`}`,
        ...Object.fromEntries(
          columns.flatMap(({ column, becomes, format, decimal }) => {
            if (becomes.to === 'nothing') return []
            const how = [...(format ?? []), ...(decimal === undefined ? [] : [`1${decimal}5`])].join(' | ')
            const what =
              'association' in becomes
                ? `→ ${becomes.association}${becomes.match ? ` by ${becomes.match}` : ''}`
                : 'name' in becomes
                  ? becomes.name
                  : becomes.to
            return [[column, how === '' ? what : `${what} ${how}`]]
          }),
        ),
      },
    ]),
  )
}

const accounts = {
  type: 'company by account = name',
  account: 'name',
  sector: 'industry',
  employees: 'employees',
  office_location: 'country',
  subsidiary_of: '→ parent by name',
}
const products = { type: 'product by product = name', product: 'name', sales_price: 'price' }
const pipeline = (format: string) => ({
  type: 'deal by opportunity_id',
  sales_agent: 'owner',
  product: '→ products by name',
  account: '→ company by name',
  deal_stage: 'stage',
  close_date: `closeDate ${format}`,
  close_value: 'amount',
})

testWith('crm-sales-opportunities')(
  '[SDK-16] three files of a CRM are known by their names, linked by their keys, dated as they are written',
  async () => {
    const files = ['accounts.csv', 'products.csv', 'sales_pipeline.csv']
    const expected = (format: string) => ({ 'accounts.csv': accounts, 'products.csv': products, 'sales_pipeline.csv': pipeline(format) })
    expect(await guess('crm-sales-opportunities', files)).toEqual(expected('YYYY-MM-DD'))
    expect(await guess('crm-sales-opportunities/us-dates', files)).toEqual(expected('M/D/YYYY'))
  },
)

testWith('saas-ravenstack')('[SDK-16] tables with ids are linked by them', async () => {
  const files = ['ravenstack_accounts.csv', 'ravenstack_subscriptions.csv', 'ravenstack_support_tickets.csv']
  expect(await guess('saas-ravenstack', files)).toEqual({
    'ravenstack_accounts.csv': {
      type: 'company by account_id',
      account_name: 'name',
      industry: 'industry',
      country: 'country',
      signup_date: 'createdAt YYYY-MM-DD',
    },
    'ravenstack_subscriptions.csv': {
      type: 'service by subscription_id',
      account_id: '→ company',
      start_date: 'startDate YYYY-MM-DD',
      end_date: 'endDate YYYY-MM-DD',
      mrr_amount: 'amount',
      arr_amount: 'arr',
    },
    'ravenstack_support_tickets.csv': {
      type: 'ticket by ticket_id',
      account_id: '→ company',
      submitted_at: 'createdAt YYYY-MM-DD',
      closed_at: 'closedAt YYYY-MM-DD HH:mm:ss',
      priority: 'priority',
    },
  })
})

testWith('hubspot-warehouse-export')('[SDK-16] columns of a CRM export are known under their technical names', async () => {
  expect(
    await guess('hubspot-warehouse-export', ['company_data.csv', 'contact_data.csv', 'deal_data.csv', 'ticket_data.csv']),
  ).toMatchObject({
    'company_data.csv': { type: 'company by id', property_name: 'name', property_createdate: 'createdAt YYYY-MM-DD H:mm:ss' },
    'contact_data.csv': {
      type: 'contact by property_email = email',

      property_jobtitle: 'jobTitle',
    },
    'deal_data.csv': { type: 'deal by deal_id', property_dealname: 'name', property_amount: 'amount' },
    'ticket_data.csv': { type: 'ticket by id', property_hs_pipeline_stage: 'stage', property_subject: 'subject' },
  })
})

testWith('telco-churn')('[SDK-16] columns that say nothing known are left out', async () => {
  expect(await guess('telco-churn', ['Telco-Customer-Churn.csv'])).toEqual({
    'Telco-Customer-Churn.csv': { type: 'company by customerID' },
  })
})

testWith('csv-vectors')('[SDK-16] a file that names nothing has no key: each line is a record of its own', async () => {
  expect(await guess('csv-vectors/csvs', ['simple.csv', 'utf8.csv', 'comma_in_quotes.csv'])).toEqual({
    'simple.csv': { type: 'company by line' },
    'utf8.csv': { type: 'company by line' },
    'comma_in_quotes.csv': { type: 'company by line', city: 'city' },
  })
})

test('[SDK-16] a sheet with semicolons, decimal commas and German dates is read as it is written', async () => {
  await using host = await createTestHost({ plugins: [] })
  const text = [
    'Company name;Domain;ARR;Renewal;CSM email;Notes 2024',
    'Halden Freight;haldenfreight.example;184.000,00 EUR;29.11.2026;ines@northbeam.example;Call Marit first',
    'Mirelle Foods;mirelle.example;96.000,50 EUR;04.12.2026;ada@northbeam.example;',
  ].join('\r\n')
  const source = memorySource(new Map([['customers.csv', new TextEncoder().encode(text)]]))
  const { plan } = guessPlan([await readSample(source, 'customers.csv')], host.importer('csv').types())
  expect(shown(plan)['customers.csv']).toEqual({
    type: 'company by Domain = domain ;',
    'Company name': 'name',
    Domain: 'domain',
    ARR: 'arr 1,5',
    Renewal: 'renewalDate D.M.YYYY',
    'CSM email': 'csm',
  })
})

test('[SDK-16] bytes that are no UTF-8 are read as those of Windows', () => {
  expect(guessFormat(Uint8Array.from([0x4e, 0x61, 0x6d, 0x65, 0x0a, 0x4d, 0xfc, 0x0a]))).toEqual({
    encoding: 'windows-1252',
    delimiter: ',',
  })
  expect(guessFormat(new TextEncoder().encode('Name\tCity\nMüller\tKöln\n'))).toEqual({ encoding: 'utf-8', delimiter: '\t' })
})
