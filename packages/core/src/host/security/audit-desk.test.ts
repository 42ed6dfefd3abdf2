import { isDeepStrictEqual } from 'node:util'
import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { TenureError } from '../../errors/tenure-error.js'
import { type AuditPort, exportAudit, findEntry, readAuditEntry, watchAudit, watchAuditCounts } from './audit-desk.js'

const at = Date.UTC(2026, 5, 30, 12)
const asker = { principal: { user: 'root', timeZone: 'Europe/Berlin' } }
const property = (name: string): string => `auditEntry.${name}`
const by = { user: 'root', source: 'page' } as const
const denied = { code: 'access.denied', message: 'Super admins only.', details: { missing: 'superAdmin' } } as const
const select = ['name', 'kind', 'what', 'detail', 'user', 'as', 'source', 'plugin', 'workspace', 'times', 'at', 'data']
const orderBy = [{ by: property('at'), direction: 'descending' }]
const entry = (id: string, values: object = {}) => ({
  ref: { type: 'auditEntry', id },
  version: '1',
  values: { kind: 'export', at, ...values },
})

/** What is asked of the records, and what they answer. */
function bench(records: readonly object[] = [entry('e1')], total = records.length) {
  const asked: unknown[] = []
  const added: unknown[] = []
  const subjects: string[] = []
  const newest = new Subject<object>()
  const tallies = { kind: new Subject<object>(), user: new Subject<object>() }
  const port = {
    access: {
      bind: (_: unknown, query: object, options: object) => asked.push(['follow', query, options]),
      bindAggregate: (_: unknown, query: object, options: object) => asked.push(['group', query, options]),
    },
    askers: { get: () => asker },
    audit: { add: async (each: object) => ({ ok: true, value: added.push(each) }) },
    live: {
      watch: ({ subject, bind }: { subject: string; bind(): unknown }) => subjects.push(subject) && bind() && newest,
      watchAggregate: ({ subject, bind }: { subject: string; bind(): unknown }) => {
        subjects.push(subject)
        bind()
        const [, query] = asked.at(-1) as [string, { by: readonly [{ property: string }] }]
        return query.by[0].property === property('kind') ? tallies.kind : tallies.user
      },
    },
    reader: {
      list: async (_: unknown, query: object) => {
        asked.push(['list', query])
        return { records, total }
      },
      find: async (_: unknown, ref: object) => records.find((each) => isDeepStrictEqual((each as { ref: object }).ref, ref)),
    },
  } as unknown as AuditPort
  return { port, asked, added, subjects, newest, tallies }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))
const shown = { name: '', what: '', kind: 'export', source: 'system', times: 1, at }
const none = { type: 'auditEntry', where: { test: 'all', filters: [] }, orderBy }

test('[SEC-13] only the newest entry is followed; each new one asks again for the window', async () => {
  const { port, asked, newest } = bench([entry('e1', { name: 'Ben', user: null, hidden: 'x' })], 7)
  const seen: unknown[] = []
  watchAudit(port, 'root', { offset: 20, limit: 10 }).subscribe((window) => seen.push(window))
  expect(asked).toEqual([['follow', { ...none, select: ['at'], limit: 1 }, { count: true, live: true }]])
  newest.next({ rows: [] })
  await settled()
  expect(asked[1]).toEqual(['list', { ...none, select, offset: 20, limit: 10 }])
  expect(seen).toEqual([{ total: 7, entries: [{ ...shown, name: 'Ben', id: 'e1' }] }])
  newest.next({ rows: [] })
  await settled()
  expect([asked.length, seen.length]).toEqual([3, 2])
})

test('[SEC-13] who may not read the audit is told so, in its window and in its counts', () => {
  const { port, newest, subjects, tallies } = bench()
  const errors: unknown[] = []
  const error = (each: unknown) => errors.push((each as TenureError).problem)
  watchAudit(port, 'ben', { offset: 0, limit: 10 }).subscribe({ error })
  newest.next({ problem: denied })
  watchAuditCounts(port, 'ben', {}).subscribe({ error })
  tallies.kind.next({ problem: denied })
  expect([errors, subjects]).toEqual([
    [denied, denied],
    ['ben', 'ben', 'ben'],
  ])
})

test('[SEC-13] entries are asked for by kind, person and instants; the end is not part of the period', () => {
  const { port, asked } = bench()
  watchAudit(port, 'root', { offset: 0, limit: 1, kinds: ['export'], user: 'ben', from: 5, to: 9 }).subscribe()
  const filters = [
    { test: 'any-of', property: property('kind'), values: ['export'] },
    { test: 'is', property: property('user'), value: 'ben' },
    { test: 'not', filter: { test: 'before', property: property('at'), value: 5 } },
    { test: 'before', property: property('at'), value: 9 },
  ]
  expect(asked[0]).toMatchObject(['follow', { where: { test: 'all', filters } }, {}])
})

test('[SEC-13] days are whole ones where the reader is, and count in place of instants', () => {
  const { port, asked } = bench()
  const days = { from: '2026-03-28', to: '2026-03-29' } as never
  watchAudit(port, 'root', { offset: 0, limit: 1, days, from: 5, to: 9 }).subscribe()
  const [, query] = asked[0] as [string, { where: { filters: readonly unknown[] } }]
  expect(query.where.filters).toEqual([
    { test: 'not', filter: { test: 'before', property: property('at'), value: Date.parse('2026-03-27T23:00:00Z') } },
    { test: 'before', property: property('at'), value: Date.parse('2026-03-29T22:00:00Z') },
  ])
})

test('[SEC-13] entries are counted by kind, and refusals by user, of those that are asked for', () => {
  const { port, asked, tallies } = bench()
  const seen: unknown[] = []
  watchAuditCounts(port, 'root', { kinds: ['export'], user: 'ben' }).subscribe((counts) => seen.push(counts))
  const where = (kind: string) => ({
    test: 'all',
    filters: [
      { test: 'any-of', property: property('kind'), values: [kind] },
      { test: 'is', property: property('user'), value: 'ben' },
    ],
  })
  expect(asked).toEqual([
    ['group', { type: 'auditEntry', by: [{ property: property('kind') }], where: where('export') }, { live: true }],
    ['group', { type: 'auditEntry', by: [{ property: property('user') }], where: where('refusal') }, { live: true }],
  ])
  tallies.kind.next({
    groups: [
      { by: ['export'], count: 3 },
      { by: ['merge'], count: 1 },
    ],
  })
  expect(seen).toEqual([])
  tallies.user.next({
    groups: [
      { by: ['ben'], count: 2 },
      { by: [null], count: 5 },
      { by: [], count: 1 },
    ],
  })
  expect(seen).toEqual([{ kinds: { export: 3, merge: 1 }, refused: 1 }])
})

test('[SEC-13] an entry is shown whole, with defaults for what it lacks; one that is not there is not found', async () => {
  const full = { name: 'Ben', what: 'was refused', kind: 'refusal', source: 'api', times: 4, at, as: 'anna', data: { place: 'x' } }
  const { port } = bench([entry('e1', full), { ref: { type: 'auditEntry', id: 'e2' }, version: '1', values: {} }])
  expect(await readAuditEntry(port, 'root', 'e1')).toEqual({ ...full, id: 'e1' })
  expect(await readAuditEntry(port, 'root', 'e2')).toEqual({ ...shown, kind: '', at: 0, id: 'e2' })
  expect(await findEntry(port, 'root', 'e2')).toMatchObject({ ref: { id: 'e2' } })
  const missing = await readAuditEntry(port, 'root', 'e3').catch((error: TenureError) => error.problem)
  const details = { record: { type: 'auditEntry', id: 'e3' } }
  expect(missing).toEqual({ code: 'record.not-found', message: 'The audit has no entry e3.', details })
})

const head = 'at,kind,user,as,what,name,detail,source,plugin,workspace,times\r\n'
const line = '2026-06-30T12:00:00.000Z,export,,,,,,system,,,1\r\n'

test('[SEC-13] [SEC-8] a table begins with its heads, is noted once in the audit before anything is read, and says where the next part begins', async () => {
  const { port, asked, added } = bench([entry('e1'), entry('e2')], 5)
  const filter = { kinds: ['export'] as const, user: 'ben' }
  const first = await exportAudit(port, by, { format: 'csv', offset: 0, ...filter })
  expect(first).toEqual({ text: `${head}${line}${line}`, next: 2 })
  const data = { format: 'csv', kinds: ['export'], user: 'ben' }
  expect(added).toEqual([{ kind: 'export', what: 'exported', name: 'Audit', detail: 'CSV', ...by, data }])
  const filters = [
    { test: 'any-of', property: property('kind'), values: ['export'] },
    { test: 'is', property: property('user'), value: 'ben' },
  ]
  expect(asked).toEqual([['list', { type: 'auditEntry', select, where: { test: 'all', filters }, orderBy, offset: 0, limit: 1_000 }]])
  expect(await exportAudit(port, by, { format: 'csv', offset: 2 })).toEqual({ text: `${line}${line}`, next: 4 })
  expect(await exportAudit(port, by, { format: 'csv', offset: 3 })).toEqual({ text: `${line}${line}` })
  expect(added).toHaveLength(1)
})

test('[SEC-13] lines of JSON have no heads; a part without entries is the last', async () => {
  const { port, added } = bench([entry('e1')], 1)
  const text = `${JSON.stringify({ ...shown, id: 'e1', at: '2026-06-30T12:00:00.000Z' })}\r\n`
  const { text: lines, ...rest } = await exportAudit(port, by, { format: 'jsonl', offset: 0 })
  expect([JSON.parse(lines), lines.endsWith('\r\n'), rest]).toEqual([JSON.parse(text), true, {}])
  expect(added).toMatchObject([{ detail: 'JSON lines', data: { format: 'jsonl' } }])
  expect(await exportAudit(bench([], 9).port, by, { format: 'jsonl', offset: 5 })).toEqual({ text: '' })
})

test('[SEC-13] nothing is given away that could not be noted', async () => {
  const { port, asked } = bench()
  const audit = { add: async () => ({ ok: false, problem: denied }) } as never
  await expect(exportAudit({ ...port, audit }, by, { format: 'csv', offset: 0 })).rejects.toBeInstanceOf(TenureError)
  expect(asked).toEqual([])
})
