import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getValue, importedId, use } from '@tenure/core'
import { createRecordContract, eraseRecordContract, updateRecordContract } from '@tenure/core/page'
import { record } from '@tenure/record'
import { createTestHost, type TestHost } from '@tenure/testing'
import { afterEach, expect, test } from 'vitest'
import { sqlite } from './sqlite.js'

const folder = mkdtempSync(join(tmpdir(), 'tenure-erased-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const filesWith = (text: string) => readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text))

async function contacts(host: TestHost): Promise<void> {
  const rows = Array.from({ length: 300 }, (_, at) => ({
    type: 'contact',
    externalId: `${at}`,
    values: { name: `Secret${at}er Person`, email: `secret${at}er@example.com` },
    links: [],
  }))
  const outcomes = await host.importer('test').run(rows)
  expect(outcomes.filter(({ result }) => result !== 'created')).toEqual([])
}

test('[SEC-14] no file of the store has a byte of what was erased, whatever it was before, long notes and statistics included', async () => {
  const storage = sqlite({ file: join(folder, 'store.db') })
  const users = [{ type: 'user', externalId: 'root', values: { name: 'Root', seat: true, superAdmin: true }, links: [] }]
  const host = await createTestHost({ plugins: [use(record)], storage })
  await host.importer('test').run(users)
  const root = host.as(importedId('test', 'root'))
  await contacts(host)
  const id = importedId('test', '150')
  const long = 'Secret150er note. '.repeat(2_000)
  getValue(
    await root.act(createRecordContract, {
      type: 'note',
      values: { title: 'Secret150er', body: long },
      links: [{ association: 'contacts', id }],
    }),
  )
  for (const name of ['Secret150er Married', 'Secret150er'.repeat(30), 'Secret150er Person'])
    getValue(await root.act(updateRecordContract, { type: 'contact', id, values: { name } }))
  expect(filesWith('ecret150er').length).toBeGreaterThan(0)
  getValue(await root.act(eraseRecordContract, { type: 'contact', id, name: 'Secret150er Person' }))
  expect(filesWith('ecret150er')).toEqual([])
  expect(filesWith('ecret151er').length).toBeGreaterThan(0)
  await host[Symbol.asyncDispose]()
})
