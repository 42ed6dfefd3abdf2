import type { Change, StoredRecord } from '@tenure/core/adapter'
import { laterColumnSteps, sideTableSteps, sqliteDialect } from '@tenure/sql'
import { afterEach, expect, test } from 'vitest'
import { Answers, withConsequence } from './answers.js'
import { Connection } from './connection.js'
import { ChangeFeed } from './feed/change-feed.js'

const opened: Connection[] = []
afterEach(() => {
  for (const connection of opened.splice(0)) connection.close()
})
function open() {
  const connection = new Connection({ file: ':memory:', readonly: false, synchronous: 'normal' })
  opened.push(connection)
  for (const step of [...sideTableSteps(sqliteDialect()), ...laterColumnSteps([], sqliteDialect())]) connection.exec(step)
  const feed = new ChangeFeed(connection, { life: 'life', keepMs: 10, now: () => 0, created: () => undefined })
  const write = (...changes: readonly Change[]) => {
    const seq = feed.head + 1
    feed.write(seq, {}, changes)
    feed.tell(seq, changes, undefined)
    return seq
  }
  return { connection, answers: new Answers(connection, feed), write }
}
const ref = (id: string, type = 'company') => ({ type, id })
const patched = (id: string, version: string, type?: string): Change => ({
  ...{ ref: ref(id, type), change: 'patch', version, at: 0, changed: ['name'] },
  ...{ before: { name: 'old' }, after: { name: id } },
})
const archived = (id: string, version: string): Change => ({
  ...{ ref: ref(id), change: 'archive', version, at: 0, changed: [], before: { name: id } },
})
const record = (id: string, version: string, more: Partial<StoredRecord> = {}): StoredRecord => ({
  ref: ref(id),
  version,
  values: { name: id },
  ...more,
})
const day = 24 * 60 * 60_000

test('a key that nobody gave is not known', () => {
  expect(open().answers.find('k')).toBeUndefined()
})

test('an answer is the changes of its commit and the records as they were then', () => {
  const { answers, write } = open()
  write(patched('earlier', '1'))
  const changes = [patched('a', '2'), archived('b', '3'), { ...archived('c', '4'), change: 'purge' as const }]
  const seq = write(...changes)
  answers.remember('k', 0, seq, { records: [record('a', '2'), record('b', '3', { archivedAt: 9 })] })
  write(patched('later', '1'))
  const { before: _, ...purged } = changes[2] as Change
  expect(answers.find('k')).toEqual({
    ...{ ok: true, cursor: 'life.2', repeated: true, changes: [changes[0], changes[1], { ...purged, changed: [] }] },
    records: [record('a', '2'), record('b', '3', { archivedAt: 9 })],
  })
  expect(answers.find('other')).toBeUndefined()
})

test('a record that the feed holds no values of any more is in no answer, unless it was archived then', () => {
  const { connection, answers, write } = open()
  const seq = write(patched('a', '2'), archived('b', '3'))
  answers.remember('k', 0, seq, { records: [record('a', '2'), record('b', '3', { archivedAt: 9 })] })
  const withoutValues = { ...patched('a', '2'), before: undefined, after: undefined }
  connection.run('UPDATE tenure_feed SET changes = ?', [JSON.stringify([withoutValues, archived('b', '3')])])
  const later = new Answers(connection, new ChangeFeed(connection, { life: 'life', keepMs: 10, now: () => 0, created: () => undefined }))
  expect(later.find('k')?.records).toEqual([record('b', '3', { archivedAt: 9 })])
})

test('an archived record of an answer is that of its type', () => {
  const { answers, write } = open()
  const seq = write(archived('a', '2'))
  answers.remember('k', 0, seq, {
    records: [record('a', '5', { ref: ref('a', 'deal'), archivedAt: 1 }), record('a', '2', { archivedAt: 9 })],
  })
  expect(answers.find('k')?.records).toEqual([record('a', '2', { archivedAt: 9 })])
})

test('a batch that changed nothing answers with the place where the store was', () => {
  const { answers, write } = open()
  write(patched('a', '1'))
  answers.remember('k', 0, null, { records: [], consequence: { changes: [], cursor: 'life.9' } })
  write(patched('b', '1'))
  expect(answers.find('k')).toEqual({ ok: true, records: [], cursor: 'life.1', changes: [], repeated: true })
})

test('what followed from a batch is answered with it, and each record is as it is after both', () => {
  const { answers, write } = open()
  const seq = write(patched('a', '2'), patched('b', '2'))
  const later = [patched('b', '3'), archived('c', '4')]
  write(...later)
  answers.remember('k', 0, seq, {
    records: [record('a', '2'), record('b', '3'), record('c', '4', { archivedAt: 1 })],
    consequence: { changes: later, cursor: 'life.2' },
  })
  expect(answers.find('k')).toEqual({
    ...{ ok: true, cursor: 'life.1', repeated: true, changes: [patched('a', '2'), patched('b', '2')] },
    records: [record('a', '2'), record('b', '3'), record('c', '4', { archivedAt: 1 })],
    consequence: { changes: later, cursor: 'life.2' },
  })
})

test('a later record takes the place of its own earlier form alone', () => {
  const consequence = { changes: [], cursor: 'life.2' }
  const namesake = record('b', '1', { ref: ref('b', 'deal') })
  const answer = { ok: true, records: [record('a', '1'), record('b', '1'), namesake], cursor: 'life.1', changes: [] } as const
  expect(withConsequence(answer, consequence, [record('b', '2'), record('d', '1')])).toEqual({
    ...answer,
    ...{ consequence, records: [record('a', '1'), namesake, record('b', '2'), record('d', '1')] },
  })
})

test('answers are kept for a day', () => {
  const { connection, answers, write } = open()
  const keys = () => connection.all('SELECT key FROM tenure_answer ORDER BY key', []).flat()
  const remember = (key: string, now: number) => answers.remember(key, now, write(patched(key, '1')), { records: [] })
  remember('a', 0)
  remember('b', 1)
  remember('c', day)
  expect(keys()).toEqual(['a', 'b', 'c'])
  remember('d', day + 1)
  expect(keys()).toEqual(['b', 'c', 'd'])
  expect([answers.find('a'), answers.find('b')?.cursor, answers.find('d')?.cursor]).toEqual([undefined, 'life.2', 'life.4'])
})
