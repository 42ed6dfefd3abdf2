import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getValue } from '@tenure/core'
import { Company, rowOf } from '@tenure/core/contract'
import { createRecordContract } from '@tenure/core/page'
import { localSwitcher, serve } from '@tenure/server'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandLine } from '../command-line.js'
import { recordingTerminal } from '../fixtures/recording-terminal.js'
import { openHost } from '../open-host.js'

const mapping = {
  source: 'sheet',
  files: [
    {
      file: 'customers.csv',
      objectType: 'company',
      externalId: ['Domain'],
      properties: {
        domain: { kind: 'string', column: 'Domain' },
        description: { kind: 'text', column: 'Description' },
        arr: { kind: 'money', column: 'ARR', currencyColumn: 'ARR currency' },
        renewalDate: { kind: 'date', column: 'Renewal date', format: 'YYYY-MM-DD' },
      },
    },
  ],
}
const texts = ['=1+1', '+49 30 1', '-5', '@me', '\tx', '\rx', "'=1", "''+1", "'plain", 'plain', 'a,"b"\r\nc']
const select = rowOf(Company.domain, Company.description, Company.arr, Company.renewalDate)

test('[SEC-8] what a CSV neutralises, our import takes back: the texts are what they were', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-csv-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  await using host = await openHost(first, 'normal')
  const { id } = getValue(await host.createFirstAdmin('Ada'))
  for (const [at, description] of texts.entries()) {
    const values = {
      name: `Row ${at}`,
      domain: `row-${at}.example`,
      description,
      arr: { amount: '-1.5', currency: 'EUR' },
      renewalDate: '2026-08-01',
    }
    getValue(await host.as(id).act(createRecordContract, { type: 'company', values }))
  }
  await using server = await serve({ host, signIn: localSwitcher() })
  const page = { origin: server.url, 'x-tenure': '1', 'content-type': 'application/json' }
  const entered = await fetch(`${server.url}/api/sign-in`, { method: 'POST', headers: page, body: JSON.stringify({ user: id }) })
  const input = { view: 'tenure.customers/all', columns: ['domain', 'description', 'arr', 'renewalDate'] }
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const csv = await fetch(`${server.url}/api/csv/tenure.customers/list`, {
    method: 'POST',
    headers: { ...page, cookie },
    body: JSON.stringify({ input }),
  })
  await writeFile(join(folder, 'customers.csv'), Buffer.from(await csv.arrayBuffer()))
  await writeFile(join(folder, 'mapping.json'), JSON.stringify(mapping))
  const terminal = recordingTerminal()
  expect(await runCommandLine(['import', join(folder, 'mapping.json'), folder, '--data', second], terminal), terminal.said.join()).toBe(0)
  await using next = await openHost(second, 'normal')
  const admin = getValue(await next.createFirstAdmin('Ada')).id
  const rowsOf = async (desk: ReturnType<typeof host.as>) =>
    (await desk.records.list({ select })).rows.map((row) => JSON.stringify(row, (key, value) => (key === 'id' ? undefined : value))).sort()
  expect(await rowsOf(next.as(admin))).toEqual(await rowsOf(host.as(id)))
})
