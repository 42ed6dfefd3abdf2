import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getValue } from '@tenure/core'
import { recordContract } from '@tenure/core/page'
import { importFiles, openImport, parseMapping, type ReportedLine } from '@tenure/import'
import { folderSource } from '@tenure/import/files'
import { expect, test } from 'vitest'
import { openHost } from './open-host.js'

const mapping = parseMapping({
  source: 'csv',
  files: [
    {
      file: 'c.csv',
      objectType: 'company',
      externalId: ['Domain'],
      match: 'domain',
      properties: {
        name: { kind: 'string', column: 'Name' },
        domain: { kind: 'string', column: 'Domain' },
        csm: { kind: 'user', column: 'CSM', by: 'account' },
      },
    },
    {
      file: 'p.csv',
      objectType: 'contact',
      externalId: ['Email'],
      properties: { name: { kind: 'string', column: 'Email' }, email: { kind: 'string', column: 'Email' } },
      links: [{ association: 'companies', to: 'company', columns: ['Company'], match: 'name', required: true }],
    },
  ],
})

test('[SDK-16] keys and names mean what is here already, and a key that several have means none of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-here-'))
  await using host = await openHost(mkdtempSync(join(tmpdir(), 'tenure-here-')))
  const old = (externalId: string, values: object) => ({ type: 'company', externalId, values: { ...values }, links: [] })
  await host.importer('old').run([
    {
      type: 'user',
      externalId: 'ada',
      values: { name: 'Ada', email: 'Ada@x.example', active: true, seat: true, superAdmin: true },
      links: [],
    },
    old('1', { name: 'Acme', domain: 'acme.example' }),
    old('2', { name: 'Twin', domain: 'twin.example' }),
    old('3', { name: 'Twin', domain: 'twin.example' }),
  ])
  writeFileSync(
    join(folder, 'c.csv'),
    'Name,Domain,CSM\nACME,Acme.example,ada@X.example\nTwin,twin.example,Ada\nNew,new.example,\nOdd,odd.example,Bob\n',
  )
  writeFileSync(join(folder, 'p.csv'), 'Email,Company\na@acme.example,ACME\nt@twin.example,Twin\n')
  const reported: ReportedLine[] = []
  const run = async () =>
    (await importFiles(host, mapping, await openImport(mapping, folderSource(folder)), { onReported: (line) => reported.push(line) }))
      .objectTypes
  expect(await run()).toMatchObject({ company: { created: 1, updated: 1, rejected: 2 }, contact: { created: 1, rejected: 1 } })
  expect(reported.map(({ file, line, reason }) => `${file}:${line} ${reason}`)).toEqual([
    'c.csv:3 "twin.example" is the domain of several records here',
    'c.csv:5 "Bob" names nobody here',
    'p.csv:3 There is no company with the key Twin.',
  ])
  const acme = JSON.stringify(getValue(await host.as('old:ada').read(recordContract, { type: 'company', id: 'old:1' })))
  expect([acme.includes('ACME'), acme.includes('old:ada')]).toEqual([true, true])
  expect(await run()).toMatchObject({ company: { created: 0, updated: 0, unchanged: 2 }, contact: { unchanged: 1 } })
})
