import type { Atom, CanonicalQuery, Expression } from '../query/canonical.js'
import { canonicalise } from '../query/canonicalise.js'
import type { Values } from '../schema/value.js'
import type { Change, ChangeBatch, StoredRecord } from '../storage/adapter.js'
import type { WindowResult } from '../storage/planner.js'
import type { AggregateResult } from '../storage/run-aggregate.js'
import type { Listener, RunLimits, ViewState } from './followed-view.js'
import { LiveEngine, type LiveHubOptions, type LiveQuestion } from './live-engine.js'
import { FakeClock } from './test-fake-clock.js'
import { type LiveParts, liveParts } from './view-plan.js'

/** A run that a test answers when it likes. */
export interface OpenRun {
  readonly query: LiveQuestion
  readonly limits: RunLimits
  answer(result: WindowResult | AggregateResult): Promise<void>
  fail(error: unknown): Promise<void>
}
/** A listener, and all that it heard. */
export interface Heard extends Listener {
  readonly states: ViewState[]
}

/** An engine whose runs wait for the test. */
export function openEngine({ parts = {}, ...options }: Partial<LiveHubOptions> & { readonly parts?: Partial<LiveParts> } = {}) {
  const clock = new FakeClock()
  const runs: OpenRun[] = []
  const ask = <Result extends WindowResult | AggregateResult>(query: LiveQuestion, limits: RunLimits): Promise<Result> =>
    new Promise((resolve, reject) =>
      runs.push({
        query,
        limits,
        answer: (result) => settled(() => resolve(result as Result)),
        fail: (error) => settled(() => reject(error)),
      }),
    )
  const engine = new LiveEngine({ run: ask, aggregate: ask, clock, userName: () => undefined, ...options }, { ...liveParts, ...parts })
  const listen = (question: LiveQuestion, onHear: (state: ViewState) => void = () => {}, subject = 'u1'): Heard => {
    const listener: Heard = {
      ...{ subject, states: [], core: undefined, heard: undefined },
      hear(state) {
        listener.heard = state
        listener.states.push(state)
        onHear(state)
      },
    }
    engine.attach(listener, question)
    return listener
  }
  return { engine, clock, runs, listen }
}
// What follows from an answer happens in steps of promises alone.
async function settled(act: () => void): Promise<void> {
  act()
  for (let step = 0; step < 20; step++) await Promise.resolve()
}

/** Companies, the largest first. */
export function companiesOf(where: Expression, more: Partial<CanonicalQuery> = {}): CanonicalQuery {
  const order = [{ property: 'arr', direction: 'descending', by: 'value' }] as const
  return canonicalise({ type: 'company', user: where, policy: { all: [] }, order, select: ['arr'], count: true, archived: 'no', ...more })
}
export function ownedBy(owner: string): Atom {
  return { atom: 0, test: 'is', property: 'owner', kind: 'user', value: owner }
}
export function stored(id: string, values: Values, type = 'company'): StoredRecord {
  return { ref: { type, id }, version: '1', values }
}
/** An answer with these records, all that there are unless a total says more. */
export function answerOf(asOf: string | undefined, records: readonly StoredRecord[], total = records.length): WindowResult {
  return { records, total, ...(asOf !== undefined && { asOf }) } as WindowResult
}
export function change(id: string, before: Values | undefined, after: Values | undefined, type = 'company'): Change {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  const changed = [...names].filter((name) => before?.[name] !== after?.[name])
  return { ref: { type, id }, change: 'patch', version: '2', at: 1, changed, ...(before && { before }), ...(after && { after }) }
}
export function batch(cursor: string, ...changes: readonly Change[]): ChangeBatch {
  return { cursor, changes }
}
export function print(state: ViewState | undefined): string {
  if (!state) return 'nothing'
  if ('problem' in state) return state.problem.code
  return 'records' in state ? `${state.records.map(({ ref }) => ref.id).join()} of ${state.total}` : `${state.groups.length} groups`
}
