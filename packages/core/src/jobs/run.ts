import type { Instant } from '../base/clock.js'
import type { WorkItem, WorkReason, WorkResult } from '../records/work-result.js'
import type { Json, RecordId, UserId, Values } from '../schema/value.js'
import type { StoredRecord } from '../storage/adapter.js'

/** Name of the object type that runs are records of. */
export const runType = 'run'
/** How far a run has come. Only a running one goes on. */
export type RunState = 'running' | 'done' | 'cancelled' | 'failed'
/** How many things that were kept, left or refused a run names; those beyond are counted only. */
const mostItems = 100

/** Work that is done in parts: what it is, how far it has come, and what became of its pieces. */
export interface Run {
  readonly id: RecordId
  readonly name: string
  readonly kind: string
  readonly user?: UserId
  /** There where the user started it with a token. */
  readonly source?: 'api'
  readonly plugin?: string
  /** Everything that the run changes is of this group, so that it can be undone as one. */
  readonly group: string
  readonly state: RunState
  readonly input: Json
  /** Where it goes on, in the words of its kind. */
  readonly place: Json
  readonly total?: number
  readonly counts: RunCounts
  /** Of an import: how many of what was done are new. */
  readonly created?: number
  readonly items: readonly WorkItem[]
  /** Why it failed, in English; `reason` says the same in any language. */
  readonly problem?: string
  readonly reason?: WorkReason
  readonly startedAt: Instant
  readonly endedAt?: Instant
  readonly holder?: string
  readonly leasedUntil: Instant
}
/** How many pieces were done, and how many things were kept, left and refused. What was so already is kept. */
export interface RunCounts {
  readonly done: number
  readonly kept: number
  readonly left: number
  readonly failed: number
}

/** A run as its record has it. */
export function toRun({ ref, values }: Pick<StoredRecord, 'ref' | 'values'>): Run {
  const number = (name: string): number => Number(values[name] ?? 0)
  return {
    id: ref.id,
    name: String(values['name'] ?? ''),
    kind: String(values['kind'] ?? ''),
    group: String(values['group'] ?? ''),
    state: String(values['state']) as RunState,
    input: (values['input'] ?? null) as Json,
    place: (values['place'] ?? null) as Json,
    counts: { done: number('done'), kept: number('kept'), left: number('left'), failed: number('failed') },
    items: (values['items'] ?? []) as unknown as readonly WorkItem[],
    ...(values['reason'] != null && { reason: values['reason'] as unknown as WorkReason }),
    startedAt: number('startedAt'),
    leasedUntil: number('leasedUntil'),
    ...known(values, 'string', 'user', 'source', 'plugin', 'problem', 'holder'),
    ...known(values, 'number', 'total', 'created', 'endedAt'),
  }
}

/** What a run's record says after more pieces. */
export function withResults({ counts, items }: Pick<Run, 'counts' | 'items'>, results: readonly WorkResult[]): Values {
  const more = results.flatMap((result) => result.items)
  const of = (outcome: WorkItem['outcome']): number => more.filter((item) => item.outcome === outcome).length
  return {
    done: counts.done + results.filter(({ done }) => done).length,
    kept: counts.kept + of('kept') + results.filter(({ isUnchanged }) => isUnchanged).length,
    left: counts.left + of('left'),
    failed: counts.failed + of('failed'),
    ...(more.length > 0 && items.length < mostItems && { items: [...items, ...more].slice(0, mostItems) as unknown as Json }),
  }
}

function known<Name extends string>(
  values: Values,
  kind: 'string' | 'number',
  ...names: readonly Name[]
): { readonly [N in Name]?: never } {
  return Object.fromEntries(names.filter((name) => typeof values[name] === kind).map((name) => [name, values[name]])) as never
}
