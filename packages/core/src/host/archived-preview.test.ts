import { record } from '@tenure/memory'
import { record as recordPlugin } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { getValue } from '../base/outcome.js'
import { archiveRecordContract, recordContract } from '../contract/workspace-contract.js'
import { use } from '../plugin/plugin.js'
import { Company } from '../schema/object-types.js'

test('[REC-10] an open preview says that its record was archived, and its new version', async () => {
  const seat = { seat: true, permissions: ['workspace.access'] }
  const seed = { users: [{ id: 'anna', name: 'Anna', ...seat }], records: [record(Company, 'c1', { name: 'Acme' })] }
  await using host = await createTestHost({ plugins: [use(recordPlugin)], seed })
  const anna = host.as('anna')
  const company = { type: 'company', id: 'c1' }
  const seen: unknown[] = []
  anna.watch(recordContract, company).subscribe((frame) => seen.push([frame.value?.version, frame.value?.archived]))
  await host.idle()
  const archived = getValue(await anna.act(archiveRecordContract, company))
  await host.idle()
  expect(seen[0]).toEqual([expect.any(String), false])
  expect(seen.at(-1)).toEqual([archived.version, true])
  expect(archived.version).not.toBe((seen[0] as readonly unknown[])[0])
})
