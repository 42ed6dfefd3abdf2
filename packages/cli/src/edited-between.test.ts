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
/** A company, and the column of its industry. */
interface Edited {
  readonly id: string
  readonly column: string
}

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

/** Imports three times, with a changed industry of that company before the last. */
async function editedBetween(mappingFile: string, folder: string, { id, column }: Edited): Promise<void> {
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
  expect(third.kept).toMatchObject([{ type: 'company', column, reason: expect.stringContaining('stays "edited by hand"') }])
  const shown = getValue(await host.as(root).read(recordContract, { type: 'company', id }))
  expect(JSON.stringify(shown)).toContain('edited by hand')
}

test('[SDK-16] imported twice the same; a value edited between stays and is reported', () =>
  editedBetween(join(fixtures, 'mapping.json'), fixtures, { id: 'small-set:northwind', column: 'sector' }))

testWith('crm-sales-opportunities')('[SDK-16] the sales pipeline is imported twice the same; a value edited between stays', () =>
  editedSet('crm-sales-opportunities', { id: 'Acme Corporation', column: 'sector' }),
)

testWith('saas-ravenstack')('[SDK-16] the SaaS tables are imported twice the same; a value edited between stays', () =>
  editedSet('saas-ravenstack', { id: 'A-2e4581', column: 'industry' }),
)

function editedSet(name: string, { id, column }: Edited): Promise<void> {
  return editedBetween(join(mappingFolder, `${name}.json`), join(dataFolder, name), { id: `${name}:${id}`, column })
}
