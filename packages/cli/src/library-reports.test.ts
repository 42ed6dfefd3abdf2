import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ImportRow, Json } from '@tenure/core'
import { addDays, addPeriods, getValue, startOfPeriod } from '@tenure/core/contract'
import { activityContract, behindContract, healthAverageContract, libraryReportContract, valuesContract } from '@tenure/dashboards'
import { movementsContract } from '@tenure/revenue'
import { sqlite } from '@tenure/sqlite'
import { createTestHost, type TestHost } from '@tenure/testing'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workspacePlugins } from './open-host.js'

const today = '2026-06-30'
const seed = Number(process.env['TENURE_SEED'] ?? Math.floor(Math.random() * 1e9))
let state = seed
const random = (below: number): number => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
  return Math.floor((state / 0x7fffffff) * below) % below
}
const pick = <T>(...from: readonly T[]): T => from[random(from.length)] as T
const orNothing = <T>(value: T): T | undefined => (random(6) === 0 ? undefined : value)
const at = (days: number): number => Date.parse(today) + days * 86_400_000 + random(86_400_000)
const money = () => ({ amount: String(random(100_000)), currency: pick('EUR', 'USD') })
const idOf = (user: string): string => `test:${user}`
const row = (type: string, id: string, values: Readonly<Record<string, unknown>>): ImportRow => ({
  ...{ type, externalId: id, links: [] },
  values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ImportRow['values'],
})

const all = { view: 'all', edit: 'all', delete: 'all' }
const own = { view: 'own', edit: 'own', delete: 'none' }
const user = (id: string, objects: Json) =>
  row('user', id, { name: id, active: true, seat: true, timeZone: 'UTC', permissions: ['workspace.access'], objects })
const users = [user('ada', { '*': all }), user('ines', { '*': own })]
const who = () => orNothing(pick(idOf('ada'), idOf('ines')))
const some = (count: number, make: (place: number) => ImportRow): readonly ImportRow[] =>
  Array.from({ length: count }, (_, place) => make(place))
const activity = (type: string) => (place: number) =>
  row(type, `${type}${place}`, { title: `${type} ${place}`, at: at(-random(60)), owner: who() })
const rows = [
  ...some(150, (place) =>
    row('company', `c${place}`, {
      name: `Customer ${place}`,
      csm: who(),
      arr: orNothing(money()),
      renewalDate: orNothing(addDays(today, random(240) - 60)),
      healthStatus: orNothing(pick('at-risk', 'neutral', 'healthy')),
    }),
  ),
  ...some(120, (place) =>
    row('deal', `d${place}`, {
      name: `Deal ${place}`,
      csm: who(),
      amount: orNothing(money()),
      ...pick({ pipeline: 'sales', stage: 'proposal' }, { pipeline: 'sales', stage: 'won' }, { pipeline: 'renewal', stage: 'renewed' }),
    }),
  ),
  ...some(90, (place) =>
    row('task', `t${place}`, {
      title: `Task ${place}`,
      assignee: who(),
      status: pick('not-started', 'in-progress', 'waiting', 'deferred', 'completed'),
    }),
  ),
  ...some(160, (place) => {
    const start = addDays('2023-01-01', random(1200))
    const customer = random(150)
    return {
      ...row('deal', `a${place}`, {
        name: `Agreement ${place}`,
        csm: who(),
        // One currency for each customer.
        amount: { amount: String(100 + random(50_000)), currency: customer % 2 === 0 ? 'EUR' : 'USD' },
        ...pick({ pipeline: 'renewal', stage: 'renewed' }, { pipeline: 'sales', stage: 'won' }),
        ...{ recurring: random(8) > 0, startDate: start, endDate: orNothing(addDays(start, 30 + random(700))) },
      }),
      links: [{ association: 'company', to: { type: 'company', externalId: `c${customer}` } }],
    }
  }),
  ...['call', 'email', 'meeting', 'note'].flatMap((type) => some(30, activity(type))),
]

const folder = mkdtempSync(join(tmpdir(), 'tenure-library-'))
const file = join(folder, 'tenure.db')
/** Scores as they were over the last weeks: each holds from its day on. */
const scores = Array.from({ length: 8 }, (_, turn) => 95 - turn * 12 - random(5)).map((back) =>
  some(150, (place) => ({
    ...row('company', `c${place}`, { healthScore: orNothing(random(101)) }),
    since: { healthScore: Date.parse(addDays(today, -back)) },
  })).filter(({ values }) => 'healthScore' in values),
)
let host: TestHost
let plain: Database.Database
beforeAll(async () => {
  host = await createTestHost({ plugins: workspacePlugins, storage: sqlite({ file }), now: `${today}T12:00:00Z` })
  await host.importer('test').run(users)
  const taken = [...(await host.importer('test').run(rows))]
  for (const turn of scores) taken.push(...(await host.importer('test').run(turn)))
  expect(taken.filter(({ result }) => result === 'rejected')).toEqual([])
  plain = new Database(file, { readonly: true })
})
afterAll(async () => {
  plain?.close()
  await host?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

// Who may see a row, in plain SQL: everything, or what names them.
const seenBy = (id: string, ...owners: readonly string[]): string =>
  id === 'ada' ? 'archived_at IS NULL' : `archived_at IS NULL AND (${owners.map((name) => `${name} = '${idOf(id)}'`).join(' OR ')})`
const select = (sql: string): readonly (readonly unknown[])[] => sorted(plain.prepare(sql).raw().all() as unknown[][])
const sorted = (lines: readonly (readonly unknown[])[]) =>
  lines
    .map((line) => JSON.stringify(line))
    .sort()
    .map((line) => JSON.parse(line) as unknown[])
const monthOf = (column: string): string => `substr(${column}, 1, 7) || '-01'`

type Answer = Readonly<Record<string, unknown>> & { readonly count: number; readonly key: string }
const rowsOf = async (id: string, report: string) => {
  const { query } = getValue(await host.as(idOf(id)).read(libraryReportContract, { id: report }))
  if (query === undefined) throw new Error(`${report} asks about records.`)
  const { rows: found } = getValue(await host.as(idOf(id)).read(valuesContract, { query }))
  for (const { key, count, m0 } of found) {
    const list = getValue(await host.as(idOf(id)).read(behindContract, { query, key }))
    const isMoney = typeof m0 === 'object' && m0 !== null
    if (isMoney) expect(list.total).toBeLessThanOrEqual(count)
    else expect([report, key, list.total]).toEqual([report, key, count])
  }
  return found as readonly Answer[]
}
const counted = (found: readonly Answer[]) => sorted(found.filter(({ count }) => count > 0).map(({ category, m0 }) => [category, m0]))
const amounts = (found: readonly Answer[], by: (answer: Answer) => readonly unknown[]) =>
  sorted(
    found
      .filter(({ count, m0 }) => count > 0 && m0 !== null)
      .map((answer) => [
        ...by(answer),
        (answer['m0'] as { currency: string }).currency,
        Number((answer['m0'] as { amount: string }).amount),
      ]),
  )

test.each(['ada', 'ines'])('[DSH-3] [DSH-4] every report of the library equals plain SQL over the file, as %s may see it', async (id) => {
  console.log(`TENURE_SEED=${seed}`)
  const company = seenBy(id, 'owner', 'csm')
  const until = addDays(today, 90)
  expect(amounts(await rowsOf(id, 'tenure.customers/renewals-90'), ({ category, series }) => [category, series])).toEqual(
    select(
      `SELECT ${monthOf('renewalDate')}, healthStatus, arr__currency, SUM(CAST(arr AS INTEGER)) FROM company
       WHERE ${company} AND renewalDate BETWEEN '${today}' AND '${until}' AND arr IS NOT NULL GROUP BY 1, 2, 3`,
    ),
  )
  expect(counted(await rowsOf(id, 'tenure.customers/by-health'))).toEqual(
    select(`SELECT healthStatus, COUNT(*) FROM company WHERE ${company} GROUP BY 1`),
  )
  const since = Date.parse(addDays(today, -30))
  expect(counted(await rowsOf(id, 'tenure.customers/without-contact'))).toEqual(
    select(`SELECT csm, COUNT(*) FROM company WHERE ${company} AND (lastActivityAt IS NULL OR lastActivityAt < ${since}) GROUP BY 1`),
  )
  expect(counted(await rowsOf(id, 'tenure.tasks/by-state'))).toEqual(
    select(`SELECT status, COUNT(*) FROM task WHERE ${seenBy(id, 'owner', 'assignee')} GROUP BY 1`),
  )
  expect(amounts(await rowsOf(id, 'tenure.revenue/by-stage'), ({ category }) => [category])).toEqual(
    select(
      `SELECT stage, amount__currency, SUM(CAST(amount AS INTEGER)) FROM deal
       WHERE ${seenBy(id, 'owner', 'csm')} AND amount IS NOT NULL GROUP BY 1, 2`,
    ),
  )
  const { rows: activities } = getValue(await host.as(idOf(id)).read(activityContract))
  const first = addPeriods(startOfPeriod(today, 'week'), 'week', -4)
  const expected = ['call', 'email', 'meeting', 'note'].flatMap((type) =>
    Array.from({ length: 5 }, (_, week) => {
      const [from, to] = [week, week + 1].map((place) => Date.parse(addPeriods(first, 'week', place)))
      return [
        type,
        addPeriods(first, 'week', week),
        select(`SELECT COUNT(*) FROM ${type} WHERE ${seenBy(id, 'owner')} AND at >= ${from} AND at < ${to}`)[0]?.[0],
      ]
    }),
  )
  expect(sorted(activities.map(({ type, week, count }) => [type, week, count]))).toEqual(sorted(expected))
})

test.each(['ada', 'ines'])('[DSH-3] the health trend equals plain SQL over the history of the file, as %s may see it', async (id) => {
  console.log(`TENURE_SEED=${seed}`)
  const { rows: weeks } = getValue(await host.as(idOf(id)).read(healthAverageContract))
  const now = Date.parse(`${today}T12:00:00Z`)
  const expected = weeks.map((_, place) => {
    const end = now - (weeks.length - 1 - place) * 7 * 86_400_000
    const newest = `SELECT CAST(value AS REAL) FROM tenure_history WHERE type = 'company' AND id = company.id AND property = 'healthScore'
      AND at <= ${end} ORDER BY at DESC, version DESC LIMIT 1`
    const [sum, scored] = select(
      `SELECT SUM(score), COUNT(score) FROM (SELECT (${newest}) AS score FROM company WHERE ${seenBy(id, 'owner', 'csm')})`,
    )[0] as readonly [number | null, number]
    return [sum === null ? null : Math.round((sum / scored) * 10) / 10, scored]
  })
  expect(weeks.map(({ average, scored }) => [average, scored])).toEqual(expected)
  expect(new Set(expected.map(([average]) => average)).size).toBeGreaterThan(5)
})

test.each(['ada', 'ines'])('[DSH-3] [REV-6] churned and retained revenue equals plain SQL over the file, as %s may see it', async (id) => {
  console.log(`TENURE_SEED=${seed}`)
  const answer = getValue(await host.as(idOf(id)).read(movementsContract, {}))
  expect([answer.from, answer.to]).toEqual(['2025-06-01', '2026-06-01'])
  const [first, last] = [addDays(answer.from, -1), addDays(answer.to, -1)]
  const on = (day: string): string =>
    `SUM(CASE WHEN startDate <= '${day}' AND (endDate IS NULL OR endDate > '${day}') THEN amount ELSE 0 END)`
  const deals = seenBy(id, 'deal.owner', 'deal.csm').replace('archived_at', 'deal.archived_at')
  const companies = seenBy(id, 'company.owner', 'company.csm').replace('archived_at', 'company.archived_at')
  const customers = `SELECT company.id, amount__currency AS currency, ${on(first)} AS opening, ${on(last)} AS closing, MIN(startDate) < '${first}' AS before
    FROM deal JOIN tenure_edge ON edge = 'deal-company' AND from_id = deal.id JOIN company ON company.id = to_id
    WHERE ${deals} AND ${companies} AND recurring = 1 AND startDate IS NOT NULL AND amount IS NOT NULL AND stage IN ('renewed', 'won') GROUP BY 1, 2`
  const step = (name: string, amount: string, when: string): string =>
    `SELECT '${name}', currency, SUM(CASE WHEN ${when} THEN ${amount} ELSE 0 END), COUNT(CASE WHEN ${when} THEN 1 END) FROM customers GROUP BY 2`
  const steps = [
    step('opening', 'opening', 'opening > 0'),
    step('first-time', 'closing', 'opening = 0 AND closing > 0 AND NOT before'),
    step('came-back', 'closing', 'opening = 0 AND closing > 0 AND before'),
    step('expansion', 'closing - opening', 'opening > 0 AND closing > opening'),
    step('contraction', 'closing - opening', 'closing > 0 AND closing < opening'),
    step('churn', '-opening', 'opening > 0 AND closing = 0'),
    step('closing', 'closing', 'closing > 0'),
  ]
  const expected = select(`WITH customers AS (${customers}) ${steps.join(' UNION ALL ')}`)
  expect(sorted(answer.rows.map((each) => [each.step, each.currency, Number(each.amount.amount), each.customers]))).toEqual(expected)
  expect(expected.filter(([, , amount]) => amount !== 0).length).toBeGreaterThan(4)
})
