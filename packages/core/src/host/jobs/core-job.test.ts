import { Company, Contact } from '@tenure/core/contract'
import { changes } from '@tenure/core/job'
import { record } from '@tenure/memory'
import { NEVER } from 'rxjs'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import { derivedId } from '../../base/id.js'
import { silentLog } from '../../base/log.js'
import { getValue } from '../../base/outcome.js'
import { testKernel } from '../test-kernel.js'
import { coreJob, type SeenByCore } from './core-job.js'
import { openJobs } from './open-jobs.js'

test('a job of the core follows several object types and writes records of the workspace itself', async () => {
  const kernel = await testKernel({ records: [record(Company, 'c', { name: 'Acme' }), record(Contact, 'p', { name: 'Ada' })] })
  const seen: SeenByCore[] = []
  const job = coreJob({
    ...{ id: 'tenure.core/test', title: 'Test', on: changes({ kinds: ['created', 'changed', 'archived'] }) },
    types: () => ['company', 'contact'],
    run: async (change) => {
      seen.push(change)
      const { ref } = change
      return [
        { write: 'create', type: 'preference', id: derivedId(`${ref.type} ${ref.id}`), values: { name: ref.id, user: 'u' }, once: true },
      ]
    },
  })
  const clocks = await openJobs(kernel, { jobs: () => [], states: NEVER }, { log: silentLog, core: [job] })
  await clocks.idle()
  const by = { asker: systemAsker, actor: { source: 'system' } } as const
  const write = async (type: string, id: string, name: string) =>
    getValue(await kernel.writer.write(by, [{ write: 'update', type, id, values: { name } }]))
  await write('company', 'c', 'Acme 2')
  await write('contact', 'p', 'Ada 2')
  await clocks.idle()
  expect(seen.map(({ ref, change, was, is }) => [ref.type, change, was?.['name'], is['name']])).toEqual([
    ['company', 'changed', 'Acme', 'Acme 2'],
    ['contact', 'changed', 'Ada', 'Ada 2'],
  ])
  const { total } = await kernel.reader.list(systemAsker, { type: 'preference', select: [] })
  expect(total).toBe(2)
  await clocks[Symbol.asyncDispose]()
  await kernel.close()
})
