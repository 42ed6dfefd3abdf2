import { auditTime, filter, from, map, merge, Observable, of, startWith, switchMap } from 'rxjs'
import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import { scoreDueProperty } from '../../access/internal-property.js'
import type { Clock, Instant } from '../../base/clock.js'
import { watchLong } from '../../contract/long/long-work.js'
import { runType } from '../../jobs/run.js'
import type { UserId } from '../../schema/value.js'
import type { Change, ChangeBatch } from '../../storage/adapter.js'
import type { Askers } from '../../workspace/askers.js'
import type { WorkspaceChange } from '../../workspace/change.js'
import type { healthContract } from '../contract/health-contract.js'
import type { profilePreviewContract } from '../contract/preview-contract.js'
import type { scoreProgressContract } from '../contract/profile-contract.js'
import type { healthOverviewContract, healthTrendContract } from '../contract/trend-contract.js'
import { keptScore, keptStatus, profileScoreType, profileType } from '../keeper/profile-record.js'
import { rescoreKind } from '../keeper/rescore-run.js'
import { dueQuery } from '../keeper/score-clock.js'
import { explainHealth } from './explain-health.js'
import type { ExplainPort } from './explaining.js'
import { type HealthOverview, healthOverview, healthTrend, overviewUnderWay } from './health-trend.js'
import { type PreviewPort, type ProfilePreview, previewProfile } from './preview-profile.js'

/** What explaining scores works with. */
export interface HealthDeskPort extends ExplainPort, PreviewPort {
  readonly askers: Pick<Askers, 'get'>
  readonly batches: Observable<ChangeBatch>
  readonly changes: Observable<WorkspaceChange>
  readonly clock: Clock
}
type HealthInput = z.output<NonNullable<typeof healthContract.input>>
/** The explanation of a score, as the contract has it. */
export type Health = z.output<typeof healthContract.output>

/** What one user sees of scores. */
export interface HealthDesk {
  explain(input: HealthInput): Observable<Health>
  preview(input: z.output<NonNullable<typeof profilePreviewContract.input>>): Observable<ProfilePreview>
  trend(input: z.output<NonNullable<typeof healthTrendContract.input>>): Observable<z.output<typeof healthTrendContract.output>>
  overview(input: z.output<NonNullable<typeof healthOverviewContract.input>>): Observable<HealthOverview>
  progress(): Observable<z.output<typeof scoreProgressContract.output>>
}

/** So long do several changes wait for each other before something is worked out again. */
const restMs = 200

/** The desk of one user. */
export function createHealthDesk(port: HealthDeskPort, user: UserId): HealthDesk {
  const changed = (counts: (change: Change) => boolean) => port.batches.pipe(filter(({ changes }) => changes.some(counts)))
  const when = (counts: (change: Change) => boolean): Observable<unknown> => changed(counts).pipe(startWith(undefined))
  const soon = (counts: (change: Change) => boolean): Observable<unknown> => changed(counts).pipe(auditTime(restMs), startWith(undefined))
  return {
    explain: (input) =>
      input.at === undefined
        ? soon((change) => concerns(port, input, change)).pipe(switchMap(() => live(port, user, input)))
        : from(explainHealth(port, port.askers.get(user), input)).pipe(map(({ health }) => health)),
    preview: (input) =>
      port.changes.pipe(
        filter((change) => 'types' in change || 'profiles' in change),
        auditTime(restMs),
        startWith(undefined),
        switchMap(() => previewProfile(port, port.askers.get(user), input)),
      ),
    trend: (input) =>
      soon(({ ref, changed }) => input.ids.includes(ref.id) && isHealth(changed)).pipe(
        switchMap(() => from(healthTrend(port, port.askers.get(user), input))),
      ),
    overview: (input) =>
      watchLong(
        when(
          ({ ref, changed, change }) => ref.type === profileScoreType || change !== 'patch' || isHealth(changed) || changed.includes('csm'),
        ),
        (long) => healthOverview(port, port.askers.get(user), input, long),
        { settleMs: restMs, underWay: (share) => overviewUnderWay(port.askers.get(user), share) },
      ),
    progress: () =>
      soon(({ ref, changed }) => ref.type === runType || changed.includes(scoreDueProperty)).pipe(switchMap(() => from(progressOf(port)))),
  }
}

function isHealth(changed: readonly string[]): boolean {
  return changed.includes(keptScore) || changed.includes(keptStatus)
}
// The customer itself: whatever touches its scores writes there.
function concerns({ profiles }: HealthDeskPort, { type, id }: HealthInput, { ref, after, before }: Change): boolean {
  if (ref.type === profileType) return true
  if (ref.type === profileScoreType) return (after ?? before)?.['record'] === id
  return ref.id === id && (profiles.of(type) === undefined || ref.type === type)
}
// Once more when the clock moves one of its criteria.
function live(port: HealthDeskPort, user: UserId, input: HealthInput): Observable<Health> {
  const now = port.clock.now()
  return from(explainHealth(port, port.askers.get(user), input)).pipe(
    switchMap(({ health, until }) =>
      until === undefined
        ? of(health)
        : merge(of(health), instant(port.clock, Math.max(until, now + restMs)).pipe(switchMap(() => live(port, user, input)))),
    ),
  )
}
function instant(clock: Clock, at: Instant): Observable<undefined> {
  return new Observable((subscriber) => {
    const timer = clock.at(at, () => subscriber.next(undefined))
    return () => timer[Symbol.dispose]()
  })
}

async function progressOf({ profiles, reader, clock }: HealthDeskPort): Promise<z.output<typeof scoreProgressContract.output>> {
  const isRunning = { test: 'is', property: `${runType}.state`, value: 'running' } as const
  const isRescore = { test: 'is', property: `${runType}.kind`, value: rescoreKind } as const
  const where = { test: 'all', filters: [isRunning, isRescore] } as const
  const { records } = await reader.list(systemAsker, { type: runType, select: ['input', 'total', 'done'], where })
  return Promise.all(
    profiles.types().map(async ({ type }) => {
      const due = (await reader.run(dueQuery(type, clock.now(), true))).total ?? 0
      const runs = records.map(({ values }) => values).filter(({ input }) => (input as { readonly type?: string } | null)?.type === type)
      const ofRuns = runs.map(({ total, done }) => Number(total ?? 0) - Number(done ?? 0))
      const [left, total] = [Math.max(due, ...ofRuns, 0), await reader.count(systemAsker, { type })]
      return { objectType: type, done: shareDone(left, total) }
    }),
  )
}
/** The share that is done, down to a whole percent: who may see some of the customers does not learn how many there are. 1 only where nothing is left. */
export function shareDone(left: number, total: number): number {
  if (left === 0) return 1
  return Math.max(0, Math.floor((1 - left / Math.max(1, total)) * 100) / 100)
}
