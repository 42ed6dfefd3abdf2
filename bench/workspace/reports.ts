import { systemClock, use } from '@tenure/core'
import { silentLog, type Values, type WriteBatch } from '@tenure/core/adapter'
import { customers } from '@tenure/customers'
import { dashboards } from '@tenure/dashboards'
import { health } from '@tenure/health'
import { record } from '@tenure/record'
import { revenue } from '@tenure/revenue'
import { sqlite } from '@tenure/sqlite'
import { tasks } from '@tenure/tasks'
import { unlimited } from '../laid-store.js'
import type { BenchWorkspace } from './workspace.js'

type Write = WriteBatch['writes'][number]
const dayMs = 86_400_000
const turns = 8
// As imports are: what follows the feed takes a batch at once.
const atOnce = 50
const day = (from: number, days: number): string => new Date(from + days * dayMs).toISOString().slice(0, 10)
const statusOf = (score: number) => (score < 40 ? 'at-risk' : score < 70 ? 'neutral' : 'healthy')

/** What `fillReports` needs to have open beside it: people, and the object types of these plugins. */
export const reportPlugins: BenchWorkspace['plugins'] = [
  ...[use(customers), use(revenue), use(tasks), use(health), use(dashboards), use(record)],
]

/**
 * That many customers, straight into the file: each with eight scores over three months, two agreements, four activities and a task. By an importer
 * it would take longer than all that is measured.
 */
export async function fillReports(file: string, size: number): Promise<void> {
  const storage = sqlite({ file, synchronous: 'normal' })
  await storage.open({ clock: systemClock, log: silentLog, signal: unlimited.signal })
  const now = Date.now()
  const commit = async (at: number, of: (number: number) => readonly Write[]): Promise<void> => {
    for (let from = 0; from < size; from += atOnce) {
      const writes = Array.from({ length: Math.min(atOnce, size - from) }, (_, place) => of(from + place)).flat()
      const done = await storage.commit({ atomic: true, at, actor: { source: 'system' }, writes }, unlimited)
      if (!done.ok) throw new Error(`The store refused: ${done.because}.`)
    }
  }
  await commit(now - 400 * dayMs, (number) => [customerOf(number, now), ...agreementsOf(number, now), ...activitiesOf(number, now)])
  for (let turn = 0; turn < turns; turn += 1) await commit(now - (turns - turn) * 11 * dayMs, (number) => [scoreOf(number, turn)])
  await storage.close()
}

const create = (type: string, id: string, values: Values): Write => ({
  ...{ write: 'create', ref: { type, id } },
  values,
})
const nameOf = (number: number): string => `c${number}`
const csms = ['scroll:vera', 'scroll:walt']
const csmOf = (number: number): string => csms[number % 2] ?? ''
function customerOf(number: number, now: number): Write {
  return create('company', nameOf(number), {
    ...{ name: `Customer ${number}`, csm: csmOf(number), city: `City ${number % 300}`, createdAt: now - 400 * dayMs },
    ...{ industry: ['Freight', 'Foods', 'Dental', 'Energy', 'Robotics'][number % 5] ?? '', employees: number % 5_000 },
    arr: { amount: String(1_000 + ((number * 7_919) % 400_000)), currency: number % 4 === 0 ? 'USD' : 'EUR' },
    renewalDate: day(now, number % 365),
    ...(number % 9 > 0 && { lastActivityAt: now - (number % 70) * dayMs }),
  })
}
// A year that is over, and the one after it, which one in eight did not begin.
function agreementsOf(number: number, now: number): readonly Write[] {
  const amount = (more: number) => ({
    amount: String(1_000 + ((number * 7_919 + more) % 400_000)),
    currency: number % 4 === 0 ? 'USD' : 'EUR',
  })
  const agreement = (year: number): readonly Write[] => {
    const id = `d${number}-${year}`
    const start = -800 + (number % 365) + year * 365
    const values = {
      ...{
        name: `Agreement ${id}`,
        csm: csmOf(number),
        pipeline: 'renewal',
        stage: 'renewed',
        recurring: true,
        amount: amount(year * 900),
      },
      ...{ startDate: day(now, start), endDate: day(now, start + 365), renewalDate: day(now, start + 365) },
    }
    const to = { type: 'company', id: nameOf(number) }
    return [create('deal', id, values), { write: 'link', ref: { type: 'deal', id }, edge: 'deal-company', to }]
  }
  return number % 8 === 0 ? agreement(0) : [...agreement(0), ...agreement(1)]
}
function activitiesOf(number: number, now: number): readonly Write[] {
  const at = (back: number): number => now - (back % 60) * dayMs - (number % 1_440) * 60_000
  return [
    ...['call', 'email', 'meeting', 'note'].map((type, place) =>
      create(type, `${type}${number}`, { title: 'Talk', at: at(number * 7 + place * 13), owner: csmOf(number) }),
    ),
    create('task', `t${number}`, { title: 'Call', assignee: csmOf(number), status: ['not-started', 'completed'][number % 2] ?? '' }),
  ]
}
function scoreOf(number: number, turn: number): Write {
  const healthScore = (number * 31 + turn * 7) % 101
  const values = { healthScore, healthStatus: statusOf(healthScore) }
  return { write: 'patch', ref: { type: 'company', id: nameOf(number) }, values }
}
