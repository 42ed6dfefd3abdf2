import { appendFileSync, existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importedId } from '@tenure/core'
import { expect, test } from 'vitest'
import type { SettledLine } from '../import-run.js'
import type { RecordsHere } from '../records-here.js'
import { ImportJournal } from './import-journal.js'

const here = { known: (_: string, key: string) => (key === 'k1' ? 'c1' : undefined) } as unknown as RecordsHere
const newPath = () => join(mkdtempSync(join(tmpdir(), 'tenure-journal-')), 'lines.jsonl')
const settled = (line: number, result: SettledLine['result'], more: Partial<SettledLine> = {}): SettledLine => ({
  ...{ file: 'a.csv', line, type: 'company', result },
  ...more,
})
const none = { created: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 }

test('[SDK-16] each line counts once, by the last that became of it', async () => {
  const journal = new ImportJournal(newPath(), 'csv')
  for (const [at, result] of (['created', 'updated', 'unchanged', 'rejected', 'skipped'] as const).entries())
    journal.settle(settled(at, result), here)
  expect(journal.counts).toEqual({ created: 1, updated: 1, unchanged: 1, rejected: 1, skipped: 1 })
  journal.settle(settled(2, 'updated'), here)
  expect(journal.counts).toEqual({ ...none, created: 1, updated: 2, rejected: 1, skipped: 1 })
  // What was created before comes out as unchanged when the file is read again.
  journal.settle(settled(0, 'unchanged'), here)
  journal.settle({ ...settled(0, 'created'), file: 'b.csv' }, here)
  expect(journal.counts).toEqual({ ...none, created: 2, updated: 2, rejected: 1, skipped: 1 })
})

test('[SDK-16] a line is written with its record, what is wrong with it and what it says; unchanged and skipped ones are not', async () => {
  const path = newPath()
  const journal = new ImportJournal(path, 'csv')
  journal.settle(settled(2, 'created', { externalId: 'k1', title: 'Alba' }), here)
  journal.settle(settled(3, 'updated', { externalId: 'k2' }), here)
  const faults = [
    { column: 'ARR', reason: '"much" is no number' },
    { reason: 'There is no company with the key Bex.' },
    { reason: 'the key is missing' },
  ]
  journal.settle(settled(4, 'rejected', { faults, cells: ['much'] }), here)
  journal.settle(settled(5, 'unchanged'), here)
  journal.settle(settled(6, 'skipped'), here)
  await journal.flush()
  await journal.flush()
  expect(await journal.lines()).toEqual([
    { file: 'a.csv', line: 2, type: 'company', result: 'created', id: 'c1', title: 'Alba', faults: [] },
    { file: 'a.csv', line: 3, type: 'company', result: 'updated', id: importedId('csv', 'k2'), faults: [] },
    {
      ...{ file: 'a.csv', line: 4, type: 'company', result: 'rejected', cells: ['much'] },
      faults: [
        { column: 'ARR', value: 'much', reason: 'is no number' },
        { value: 'Bex', reason: 'There is no company of that key.' },
        { reason: 'the key is missing' },
      ],
    },
  ])
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4)
})

test('[SDK-16] a journal goes on where a kill left it: a cut line is left out, and the next one is whole', async () => {
  const path = newPath()
  const first = new ImportJournal(path, 'csv')
  first.settle(settled(2, 'created'), here)
  first.settle(settled(3, 'rejected'), here)
  await first.flush()
  appendFileSync(path, '{"file":"a.csv","line":4,"ty')
  const next = new ImportJournal(path, 'csv')
  await next.open()
  expect(next.counts).toEqual({ ...none, created: 1, rejected: 1 })
  next.mend({ file: 'a.csv', line: 3, type: 'company', result: 'updated', faults: [] })
  expect(next.counts).toEqual({ ...none, created: 1, updated: 1 })
  await next.flush()
  const again = new ImportJournal(path, 'csv')
  await again.open()
  expect([again.counts, (await again.lines()).map(({ line, result }) => [line, result])]).toEqual([
    { ...none, created: 1, updated: 1 },
    [
      [2, 'created'],
      [3, 'updated'],
    ],
  ])
})

test('[SDK-16] a line that comes out the same when the file is read again is written once', async () => {
  const path = newPath()
  const journal = new ImportJournal(path, 'csv')
  for (const result of ['rejected', 'rejected', 'created', 'unchanged'] as const) journal.settle(settled(2, result), here)
  await journal.flush()
  expect(journal.counts).toEqual({ ...none, created: 1 })
  const written = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  expect(written.map((each) => JSON.parse(each).result)).toEqual(['rejected', 'created'])
})

test('[SEC-9] a journal is for its owner alone, and opening one changes nothing but the end that a kill cut', async () => {
  const path = newPath()
  const journal = new ImportJournal(path, 'csv')
  await journal.open()
  expect(existsSync(path)).toBe(false)
  journal.settle(settled(2, 'created'), here)
  await journal.flush()
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const text = readFileSync(path, 'utf8')
  await new ImportJournal(path, 'csv').open()
  expect(readFileSync(path, 'utf8')).toBe(text)
  appendFileSync(path, '{"file":"a')
  await new ImportJournal(path, 'csv').open()
  expect(readFileSync(path, 'utf8')).toBe(`${text}{"file":"a\n`)
})
