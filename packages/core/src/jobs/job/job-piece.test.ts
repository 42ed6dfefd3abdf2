import { memory, record } from '@tenure/memory'
import { expect, test } from 'vitest'
import { systemAsker } from '../../access/asker.js'
import { TenureError } from '../../errors/tenure-error.js'
import { testKernel } from '../../host/test-kernel.js'
import type { RecordWrite } from '../../records/write.js'
import { Company } from '../../schema/object-types.js'
import type { StorageAdapter } from '../../storage/adapter.js'
import { applyPiece, type JobPiece, planPiece } from './job-piece.js'
import type { JobToRun } from './job-to-run.js'

const unit = { workspace: 'main', type: 'company' }
const ref = { type: 'company', id: 'c0' }

test('what a job stages for a record is its piece', async () => {
  const writes: readonly RecordWrite[] = [{ write: 'archive', ...ref }]
  expect(await planPiece(unit, 'c0', async () => writes)).toEqual({ ...unit, ref, writes })
})

test('what refuses the work for a record is noted, and what is no fault of the record is thrown', async () => {
  const planned = async (error: unknown) => planPiece(unit, 'c0', () => Promise.reject(error))
  const broken = new TenureError('plugin.broken', 'It broke.', { plugin: 'acme.x' } as never)
  expect(await planned(broken)).toEqual({ ...unit, ref, writes: [], problem: broken.problem })
  const denied = new TenureError('access.denied', 'No.', { missing: 'x' })
  expect(await planned(denied)).toMatchObject({ writes: [], problem: { code: 'access.denied' } })
  const away = new TenureError('storage.failed', 'Away.', { transient: true })
  const gone = new TenureError('plugin.unavailable', 'Gone.', { plugin: 'acme.x', because: 'x' })
  for (const error of [away, gone, new Error('unforeseen')]) await expect(planned(error)).rejects.toBe(error)
})

const grants = [
  { opens: 'edits', paths: ['company.name', 'company.city'] },
  { opens: 'creates', paths: ['task.title'] },
] as unknown as JobToRun['grants']

/** Does pieces of a job that has those grants, in one draft. */
async function apply(...pieces: readonly Pick<JobPiece, 'writes' | 'problem'>[]) {
  const kernel = await testKernel(
    {},
    undefined,
    memory({ records: [record(Company, 'c0', { name: 'Acme' })] }) as unknown as StorageAdapter,
  )
  const job = { ...{ plugin: 'acme.x', grants, isOfWorkspaces: false }, job: { id: 'acme.x/do', of: { objectType: 'company' } } }
  const port = { ...kernel, jobs: () => [job as unknown as JobToRun], isClosing: () => false }
  const results: unknown[] = []
  const outcome = await kernel.writer.draft({ asker: systemAsker, actor: { source: 'plugin' } }, async (draft) => {
    for (const piece of pieces) results.push(await applyPiece(port, 'acme.x/do', { draft }, { ...unit, ref, ...piece }))
  })
  const name = (await kernel.reader.find(systemAsker, ref))?.values['name']
  await kernel.close()
  return { results, name, problem: outcome.ok ? undefined : outcome.problem.code }
}
const done = { done: true, items: [] }
const same = { done: false, items: [] }

test('a piece that was refused is a failure of its record, with the reason, and writes nothing', async () => {
  const problem = new TenureError('input.invalid', 'Not so.', { issues: [{ path: ['name'], message: 'x' }] }).problem
  expect(await apply({ writes: [{ write: 'update', ...ref, values: { name: 'New' } }], problem })).toEqual({
    ...{ name: 'Acme', problem: undefined },
    results: [
      {
        done: false,
        items: [{ outcome: 'failed', record: ref, message: 'Not so.', code: 'input.invalid', details: { issues: [{ path: ['name'] }] } }],
      },
    ],
  })
})

test('a piece has done something where its record, or one that it adds, is another one afterwards', async () => {
  const rename = (name: string) => ({ writes: [{ write: 'update', ...ref, values: { name } } as const] })
  expect(await apply({ writes: [] }, rename('New'), rename('New'), rename('Acme'))).toEqual({
    ...{ results: [same, done, same, done], name: 'Acme', problem: undefined },
  })
  const task = { write: 'create', type: 'task', id: 't1', values: { title: 'Call' } } as const
  expect(await apply({ writes: [task] }, { writes: [...rename('Acme').writes, { ...task, id: 't2' }] })).toEqual({
    ...{ results: [done, done], name: 'Acme', problem: undefined },
  })
})

test('[PLUGIN-17] a piece beyond the grants of its job is refused', async () => {
  expect(await apply({ writes: [{ write: 'archive', ...ref }] })).toEqual({ results: [], name: 'Acme', problem: 'access.denied' })
})
