import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getValue, type Host } from '@tenure/core'
import { recordContract, updateRecordContract } from '@tenure/core/page'
import { importFiles, openImport, parseMapping, type ReportedLine } from '@tenure/import'
import { folderSource } from '@tenure/import/files'
import { expect, test } from 'vitest'
import { dataFolder, mappingFolder, testWith } from '../../import/src/fixtures/test-data.js'
import { openHost } from './open-host.js'

const fixtures = fileURLToPath(new URL('../../import/src/fixtures', import.meta.url))
async function importInto(host: Host, mappingFile: string, folder: string) {
  const mapping = parseMapping(JSON.parse(readFileSync(mappingFile, 'utf8')))
  const reported: ReportedLine[] = []
  const summary = await importFiles(host, mapping, await openImport(mapping, folderSource(folder)), {
    onReported: (line) => reported.push(line),
  })
  const totals = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }
  for (const counts of Object.values(summary.objectTypes))
    for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += counts[name]
  return { totals, kept: reported.filter(({ result }) => result === 'kept'), summary }
}

async function editedBetween(mappingFile: string, folder: string, id: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'tenure-edited-'))
  await using host = await openHost(data, 'normal')
  const { id: root } = getValue(await host.createFirstAdmin('Root'))
  const first = await importInto(host, mappingFile, folder)
  const second = await importInto(host, mappingFile, folder)
  expect(second.totals).toEqual({ created: 0, updated: 0, unchanged: first.totals.created, rejected: first.totals.rejected, skipped: 0 })
  expect(second.kept).toEqual([])
  const edit = { type: 'company', id, values: { industry: 'edited by hand' } }
  getValue(await host.as(root).act(updateRecordContract, edit))
  const third = await importInto(host, mappingFile, folder)
  expect(third.totals).toEqual(second.totals)
  expect(third.kept).toMatchObject([{ type: 'company', column: 'sector', reason: expect.stringContaining('stays "edited by hand"') }])
  const shown = getValue(await host.as(root).read(recordContract, { type: 'company', id }))
  expect(JSON.stringify(shown)).toContain('edited by hand')
}

test('[SDK-16] imported twice the same; a value edited between stays and is reported', () =>
  editedBetween(join(fixtures, 'mapping.json'), fixtures, 'small-set:northwind'))

testWith('crm-sales-opportunities')('[SDK-16] the sales pipeline is imported twice the same; a value edited between stays', () =>
  editedBetween(
    join(mappingFolder, 'crm-sales-opportunities.json'),
    join(dataFolder, 'crm-sales-opportunities'),
    'crm-sales-opportunities:Acme Corporation',
  ),
)
