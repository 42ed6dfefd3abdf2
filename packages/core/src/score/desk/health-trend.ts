import type { z } from 'zod'
import type { Access } from '../../access/access.js'
import type { Asker, RoleMapping } from '../../access/asker.js'
import { isReadable } from '../../access/policy.js'
import type { Clock, Instant } from '../../base/clock.js'
import type { LongWork } from '../../contract/long/long-work.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { ListQuery, Reader, RecordWindow } from '../../records/read-records.js'
import type { RecordId, Value } from '../../schema/value.js'
import type { StoredRecord } from '../../storage/adapter.js'
import type { healthOverviewContract, healthTrendContract } from '../contract/trend-contract.js'
import type { ScoredStatus } from '../criterion/range-points.js'
import type { ProfileBook } from '../keeper/profile-book.js'
import { keptScore, keptStatus } from '../keeper/profile-record.js'
import type { FactsPort } from '../keeper/read-facts.js'
import { scoreRef } from '../keeper/score-customers.js'
import { type Counting, count, customersIn, startCounting, toDistribution } from './distribution.js'
import { maySeeScores } from './explain-health.js'

/** What following scores over time works with. */
export interface TrendPort {
  readonly access: Access
  readonly clock: Pick<Clock, 'now'>
  readonly profiles: ProfileBook
  readonly reader: Reader
  readonly scoring: FactsPort
}
type TrendInput = z.output<NonNullable<typeof healthTrendContract.input>>
type Trend = z.output<typeof healthTrendContract.output>
type OverviewInput = z.output<NonNullable<typeof healthOverviewContract.input>>
/** The numbers of a portfolio. */
export type HealthOverview = z.output<typeof healthOverviewContract.output>

const dayMs = 86_400_000
const mostEntries = 500

/** How the scores of these customers moved, for somebody. */
export async function healthTrend({ clock, reader }: TrendPort, asker: Asker, { type, ids, days }: TrendInput): Promise<Trend> {
  const since = clock.now() - days * dayMs
  const histories = await reader.histories(asker, { type, ids }, [keptScore, keptStatus], mostEntries)
  const trend = ids.map((id, at) => ({ id, points: pointsOf(histories[at] ?? [], since) }))
  return trend.filter(({ points }) => points.length > 0)
}
interface Entry {
  readonly property: string
  readonly value: Value
  readonly at: Instant
}
// What held at the beginning, then each change.
function pointsOf(newestFirst: readonly Entry[], since: Instant): Trend[number]['points'] {
  const points: Trend[number]['points'] = []
  let score: number | null = null
  let status: ScoredStatus | null = null
  for (const { property, value, at } of [...newestFirst].reverse()) {
    if (property === keptScore) score = typeof value === 'number' ? value : null
    else status = (value ?? null) as ScoredStatus | null
    const start = Math.max(at, since)
    if (points.at(-1)?.at === start) points.pop()
    points.push({ at: start, score, status })
  }
  return points
}

/** The numbers of a user's portfolio, or of all that the user may see. */
export async function healthOverview(
  port: TrendPort,
  asker: Asker,
  { of, profile, weeks }: OverviewInput,
  long: LongWork = unwatched,
): Promise<HealthOverview> {
  const mapping = customerOf(asker)
  const { type } = mapping
  const active = port.profiles.of(type)?.profiles ?? []
  const kept = (profile === undefined ? active.find((one) => one.kept.isMain) : active.find((one) => one.kept.id === profile))?.kept
  const csm = mapping.properties['csm'] ?? 'csm'
  const where = of === 'mine' ? { where: { test: 'is', property: `${type}.${csm}`, value: { operand: 'me' } } as const } : {}
  const question = { type, ...where }
  const isOwn = kept === undefined || kept.isMain || !maySeeScores(asker, port.access.type(asker, type))
  const counting = startCounting()
  if (isOwn) await countOwn(port, asker, question, counting)
  else {
    const { total } = await port.reader.list(asker, { ...question, select: [], limit: 0 })
    await eachPage(port, asker, { ...question, total, long }, async (records) => {
      for (const { score, status } of await ofProfile(port, kept.id, records)) count(counting, score, status)
    })
  }
  const isPast = weeks > 0 && (kept === undefined || kept.isMain)
  const overTime = isPast ? await pastAverages(port, asker, { ...question, total: customersIn(counting), long }, weeks) : []
  return { objectType: type, ...toDistribution(counting), overTime }
}

/** The numbers of nobody, while they are worked out. */
export function overviewUnderWay(asker: Asker, progress: number): HealthOverview {
  return { objectType: customerOf(asker).type, ...toDistribution(startCounting()), overTime: [], progress }
}
function customerOf(asker: Asker): RoleMapping {
  const mapping = asker.roles.get('customer')?.[0]
  if (mapping !== undefined) return mapping
  const message = 'No object type is the customer yet.'
  throw new TenureError('input.invalid', message, { issues: [{ path: [], message }] })
}
const unwatched: LongWork = { signal: new AbortController().signal, onProgress: () => undefined }

type Question = Pick<ListQuery, 'type' | 'where'>
/** All customers of a question, page by page: how many there are, and who waits for them. */
interface Pages extends Question {
  readonly total: number
  readonly long: LongWork
}
/** So many customers are read at once: between two pages others have their turn (SEC-17). */
const pageSize = 100
async function eachPage(
  { reader }: TrendPort,
  asker: Asker,
  { total, long, ...question }: Pages,
  take: (records: readonly StoredRecord[]) => void | Promise<void>,
): Promise<void> {
  let done = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    long.signal.throwIfAborted()
    const page: RecordWindow = await reader.list(asker, {
      ...{ ...question, select: [], limit: pageSize, count: false },
      ...(after !== '' && { after }),
    })
    await take(page.records)
    after = page.next
    done += page.records.length
    long.onProgress(done / Math.max(1, total))
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
/** The score and the status of the main profile are properties: the store counts them. What is hidden from the user is no part of it. */
async function countOwn({ access, reader }: TrendPort, asker: Asker, question: Question, counting: Counting): Promise<void> {
  const type = access.type(asker, question.type)
  const seen = [keptScore, keptStatus].filter((property) => isReadable(asker.principal, type, property))
  const by = seen.map((property) => ({ property: `${type.name}.${property}` }))
  const { groups } = await reader.aggregate(asker, { ...question, by, measures: [] })
  for (const group of groups) {
    const { [keptScore]: score = null, [keptStatus]: status = null } = Object.fromEntries(
      seen.map((name, at) => [name, group.by[at] ?? null]),
    )
    const known = toKnown(score, status)
    count(counting, known.score, known.status, group.count)
  }
}
interface Known {
  readonly score: number | null
  readonly status: ScoredStatus | null
}
function toKnown(score: Value, status: Value): Known {
  return { score: typeof score === 'number' ? score : null, status: status as ScoredStatus | null }
}
async function ofProfile(
  { scoring: { storage, io } }: TrendPort,
  profile: RecordId,
  records: readonly StoredRecord[],
): Promise<readonly Known[]> {
  const found = await storage.read(
    records.map(({ ref }) => scoreRef(profile, ref)),
    io,
  )
  return found.map((record) => toKnown(record?.values['score'] ?? null, record?.values['status'] ?? null))
}

// A customer counts in each week in which it had a score. The rights are those of now.
async function pastAverages(port: TrendPort, asker: Asker, pages: Pages, weeks: number): Promise<HealthOverview['overTime']> {
  const { reader, clock } = port
  const now = clock.now()
  const instants = Array.from({ length: weeks + 1 }, (_, at) => now - (weeks - at) * 7 * dayMs)
  const sums = instants.map(() => ({ sum: 0, scored: 0 }))
  await eachPage(port, asker, pages, async (records) => {
    const ids = records.map(({ ref }) => ref.id)
    const histories = await reader.histories(asker, { type: pages.type, ids }, [keptScore], mostEntries)
    for (const entries of histories) addPast(sums, instants, entries)
  })
  return instants.map((at, place) => {
    const { sum, scored } = sums[place] ?? { sum: 0, scored: 0 }
    return { at, average: scored === 0 ? null : Math.round((sum / scored) * 10) / 10, scored }
  })
}
function addPast(sums: readonly { sum: number; scored: number }[], instants: readonly Instant[], newestFirst: readonly Entry[]): void {
  let place = 0
  for (let at = instants.length - 1; at >= 0; at -= 1) {
    while (place < newestFirst.length && (newestFirst[place] as Entry).at > (instants[at] as Instant)) place += 1
    const value = newestFirst[place]?.value
    const sum = sums[at]
    if (typeof value !== 'number' || sum === undefined) continue
    sum.sum += value
    sum.scored += 1
  }
}
