import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getValue } from '@tenure/core'
import { historyContract } from '@tenure/core/page'
import { importFiles, openImport, parseMapping, type ReportedLine } from '@tenure/import'
import { folderSource } from '@tenure/import/files'
import { expect, test } from 'vitest'
import { openHost } from './open-host.js'

const since = (column: string) => ({ column, format: 'YYYY-MM-DD' })
const file = {
  file: 'customers.csv',
  objectType: 'company',
  externalId: ['No'],
  properties: {
    name: { kind: 'string', column: 'Name' },
    industry: { kind: 'string', column: 'Industry', since: since('Since') },
  },
}
const mapping = parseMapping({ source: 'dated', zone: 'UTC', files: [file] })
async function workspace() {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-dated-'))
  const host = await openHost(mkdtempSync(join(tmpdir(), 'tenure-data-')), 'normal')
  const { id: root } = getValue(await host.createFirstAdmin('Root'))
  return {
    host,
    folder,
    past: async (property: string) => {
      const history = getValue(await host.as(root).read(historyContract, { type: 'company', id: 'dated:1', property }))
      return history.map(({ value, at }) => [value, new Date(at).toISOString().slice(0, 10)])
    },
    /** Imports these lines; gives the counts, and what was reported. */
    run: async (...lines: string[]) => {
      writeFileSync(join(folder, 'customers.csv'), ['No,Name,Industry,Since', ...lines].join('\n'))
      const reported: ReportedLine[] = []
      const { objectTypes } = await importFiles(host, mapping, await openImport(mapping, folderSource(folder)), {
        onReported: (line) => reported.push(line),
      })
      return [Object.fromEntries(Object.entries(objectTypes['company'] ?? {}).filter(([, count]) => count > 0)), reported] as const
    },
  }
}

test('[SDK-16] a column says since when a value holds; imported twice the same, and an older value is reported with its column', async () => {
  const { host, past, run } = await workspace()
  await using _ = host
  expect(await run('1,Northwind,retail,2026-01-01', '2,Contoso,media,2999-01-01')).toEqual([
    { created: 1, rejected: 1 },
    [expect.objectContaining({ line: 3, column: 'Industry', reason: expect.stringContaining('still to come') })],
  ])
  expect((await run('1,Northwind,banking,2026-03-01'))[0]).toEqual({ updated: 1 })
  expect((await run('1,Northwind,banking,2026-03-01'))[0]).toEqual({ unchanged: 1 })
  expect(await run('1,Northwind,media,2026-02-01')).toEqual([
    { rejected: 1 },
    [expect.objectContaining({ line: 2, column: 'Industry', reason: expect.stringContaining('this one is older') })],
  ])
  expect(await past('industry')).toEqual([
    ['banking', '2026-03-01'],
    ['retail', '2026-01-01'],
  ])
})

test('[SDK-16] a column of dates that the file does not have is found before the first line', async () => {
  const { host, folder } = await workspace()
  await using _ = host
  writeFileSync(join(folder, 'customers.csv'), 'No,Name,Industry\n1,Northwind,retail')
  await expect(openImport(mapping, folderSource(folder))).rejects.toThrow(
    /files\[0\]\.properties\.industry\.since\.column: .*no column "Since"/,
  )
})
