import { aUser } from '@tenure/testing'
import { expect, test } from 'vitest'
import { systemAsker } from '../access/asker.js'
import { testKernel } from '../host/test-kernel.js'
import { beginImport, beginUserImport, importName, resumeImport } from './import-record.js'
import { toRun } from './run.js'
import { begin, none, put, type TestKernel } from './test-steps.js'

const seed = { users: [aUser({ id: 'ines' })] }
const tally = { done: 3, created: 2, kept: 1, left: 4, failed: 5 }
const stored = async ({ reader }: TestKernel, id: string) => {
  const found = await reader.find(systemAsker, { type: 'run', id })
  return found && toRun(found)
}
const empty = {
  place: null,
  items: [],
  counts: none,
  startedAt: begin,
  leasedUntil: begin + 60_000,
  state: 'running',
  kind: 'import',
} as const

test('[SDK-11] an import of a source is a run that people see, with how far it is, until it ends', async () => {
  const kernel = await testKernel(seed)
  const record = await beginImport(kernel, 'crm')
  const known = { ...empty, id: record.run, group: record.group, name: 'Import of crm', input: { source: 'crm' } }
  expect([importName('crm'), await stored(kernel, record.run)]).toEqual(['Import of crm', known])
  expect(record.run).not.toBe(record.group)
  await kernel.clock.advance({ ms: 1_000 })
  expect(await record.tell(tally)).toBe(true)
  const counts = { done: 3, kept: 1, left: 4, failed: 5 }
  expect(await stored(kernel, record.run)).toEqual({ ...known, counts, created: 2, leasedUntil: begin + 61_000 })
  await record.end({ ...tally, done: 9 })
  expect(await stored(kernel, record.run)).toEqual({
    ...{ ...known, counts: { ...counts, done: 9 }, created: 2, leasedUntil: begin + 61_000 },
    ...{ state: 'done', endedAt: begin + 1_000 },
  })
  await kernel.close()
})

test('[SDK-11] an import that fails says why, and what ended is told nothing more', async () => {
  const kernel = await testKernel(seed)
  const record = await beginImport(kernel, 'crm')
  await record.end(tally, 'The file ends early.')
  const ended = await stored(kernel, record.run)
  expect(ended).toMatchObject({ state: 'failed', problem: 'The file ends early.', endedAt: begin })
  expect(await record.tell({ ...none, done: 7 })).toBe(false)
  await record.end({ ...none, done: 8 })
  expect(await stored(kernel, record.run)).toEqual(ended)
  await kernel.close()
})

test('an import that was cancelled hears it, and stays as it is', async () => {
  const kernel = await testKernel(seed)
  const record = await beginImport(kernel, 'crm')
  await put(kernel, record.run, { state: 'cancelled' })
  expect(await record.tell(tally)).toBe(false)
  expect(await stored(kernel, record.run)).toMatchObject({ state: 'cancelled', counts: none })
  expect(await (await beginImport(kernel, 'gone')).tell(none)).toBe(true)
  await kernel.close()
})

test('[SDK-11] an import that did not end goes on as the same run and group; one of another source, or after its end, is a new one', async () => {
  const kernel = await testKernel(seed)
  await put(kernel, 'odd', { kind: 'import', state: 'running', input: null })
  await put(kernel, 'other', { kind: 'bulk', state: 'running', input: { source: 'crm' } })
  const first = await beginImport(kernel, 'crm')
  const other = await beginImport(kernel, 'erp')
  const again = await beginImport(kernel, 'crm')
  expect([again.run, again.group]).toEqual([first.run, first.group])
  expect(new Set(['odd', 'other', first.run, other.run]).size).toBe(4)
  await again.end(none)
  const later = await beginImport(kernel, 'crm')
  expect(later.run).not.toBe(first.run)
  expect(later.group).not.toBe(first.group)
  await kernel.close()
})

test('[SDK-11] an import that a person started is theirs, with as many lines as they gave, and two at once are two', async () => {
  const kernel = await testKernel(seed)
  const record = await beginUserImport(kernel, { user: 'ines', name: 'Customers', total: 12 })
  const known = { ...empty, id: record.run, group: record.group, name: 'Customers', user: 'ines', total: 12, input: {} }
  expect(await stored(kernel, record.run)).toEqual(known)
  expect((await beginUserImport(kernel, { user: 'ines', name: 'Customers', total: 12 })).run).not.toBe(record.run)
  await kernel.close()
})

test('[SDK-11] an import is gone on with by its run, unless that has ended', async () => {
  const kernel = await testKernel(seed)
  const record = await beginUserImport(kernel, { user: 'ines', name: 'Customers', total: 12 })
  await put(kernel, 'bulk', { kind: 'bulk', state: 'running' })
  const resumed = await resumeImport(kernel, record.run)
  expect([resumed?.run, resumed?.group]).toEqual([record.run, record.group])
  expect(await resumed?.tell(tally)).toBe(true)
  expect([await resumeImport(kernel, 'bulk'), await resumeImport(kernel, 'nope')]).toEqual([undefined, undefined])
  await record.end(tally)
  expect(await resumeImport(kernel, record.run)).toBeUndefined()
  await kernel.close()
})
