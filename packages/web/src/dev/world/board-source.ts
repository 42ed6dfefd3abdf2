import type { Frame, Outcome, Problem } from '@tenure/core/contract'
import { BehaviorSubject, map, NEVER, type Observable, of } from 'rxjs'
import type { Source } from '../../app/data/source.js'

/** A card of a story, with its stage. */
export interface StagedRow {
  readonly id: string
  readonly stage: string
  readonly arr: { readonly amount: string; readonly currency: string } | null
}
interface StoryStage {
  readonly value: string
  readonly label: string
  readonly probability: number
}
/** How the board of a story answers. */
export interface BoardSpec {
  readonly rows: readonly StagedRow[]
  readonly stages: readonly StoryStage[]
  /** What other providers answer with. */
  readonly answers: Readonly<Record<string, Pick<Frame<unknown>, 'state'> & { readonly value?: unknown; readonly problem?: Problem }>>
  /** Providers that never answer. */
  readonly silent?: readonly string[]
  /** Stages that are closed, with the reason. */
  readonly closed?: Readonly<Record<string, string>>
  /** Properties that a stage asks for. */
  readonly asks?: Readonly<Record<string, readonly { readonly property: string; readonly required: boolean }[]>>
  /** Somebody else has each card in this stage when it is picked up. */
  readonly movedTo?: string
  /** Every move is refused with this. */
  readonly refusal?: Problem
}
type Input = { readonly id?: string; readonly filters?: readonly { readonly property?: string; readonly value?: unknown }[] } | undefined

/** A source whose cards move: columns and sums follow what is written. */
export function openBoard(spec: BoardSpec): Source {
  const rows = new BehaviorSubject(spec.rows)
  const answerOf = (id: string, input: Input): Observable<unknown> | undefined => {
    if (id === 'story/list') return rows.pipe(map((all) => windowOf(all, input)))
    if (id === 'story/groups') return rows.pipe(map((all) => ({ field: 'stage', groups: spec.stages.map((stage) => groupOf(all, stage)) })))
    if (id === 'tenure.record/moves') return of(movesOf(spec, rows.value, input?.id))
    return undefined
  }
  const watch = ({ id }: { readonly id: string }, ...[input]: readonly unknown[]) => {
    if (spec.silent?.includes(id)) return NEVER
    const answer = answerOf(id, input as Input)
    if (answer !== undefined && spec.answers[id] === undefined)
      return answer.pipe(map((value) => ({ state: 'live', value, asOf: Date.now() }) as Frame<never>))
    const given = spec.answers[id]
    return given === undefined ? NEVER : of(given as Frame<never>)
  }
  return {
    watch: watch as Source['watch'],
    read: (async ({ id }, ...[input]) => {
      const known = spec.answers[id]?.value ?? (id === 'tenure.record/moves' ? movesOf(spec, rows.value, (input as Input)?.id) : undefined)
      return known === undefined ? missing : { ok: true, value: known as never }
    }) as Source['read'],
    act: (async (_contract, input) => {
      if (spec.refusal !== undefined) return { ok: false, problem: spec.refusal }
      const { id, values } = input as { readonly id: string; readonly values: Readonly<Record<string, never>> }
      rows.next(rows.value.map((row) => (row.id === id ? { ...row, ...values } : row)))
      return { ok: true, value: { version: '2' } as never }
    }) as Source['act'],
    connection$: new BehaviorSubject({ state: 'open' as const }),
    sign: { offer: async () => ({ switcher: false, firstAdmin: false, users: [] }), enter: done, leave: async () => {}, begin: done },
  }
}

const done = async () => ({ ok: true, value: undefined }) as const
const missing: Outcome<never> = {
  ok: false,
  problem: { code: 'storage.failed', message: 'The store did not answer.', details: { transient: true } },
}

function windowOf(all: readonly StagedRow[], input: Input) {
  const stage = input?.filters?.find(({ property }) => property === 'revenue.stage')?.value
  const rows = stage === undefined ? all : all.filter((row) => row.stage === stage)
  return { objectType: 'deal', rows, total: rows.length, offset: 0 }
}

// Whole amounts are enough for a story.
function groupOf(all: readonly StagedRow[], { value, label, probability }: StoryStage) {
  const here = all.filter(({ stage }) => stage === value)
  const currencies = [...new Set(here.flatMap(({ arr }) => arr?.currency ?? []))]
  const sumOf = (share: number) =>
    currencies.map((currency) => {
      const amounts = here.map(({ arr }) => (arr?.currency === currency ? Number(arr.amount) : 0))
      return { amount: (amounts.reduce((sum, amount) => sum + amount, 0) * share).toFixed(2), currency }
    })
  const totals = [
    { field: 'arr', measure: 'sum', value: sumOf(1) },
    { field: 'arr', measure: 'weighted', value: sumOf(probability) },
  ]
  return { value, label, count: here.length, totals }
}

function movesOf({ stages, closed = {}, asks = {}, movedTo }: BoardSpec, rows: readonly StagedRow[], id: string | undefined) {
  return {
    stage: movedTo ?? rows.find((row) => row.id === id)?.stage ?? null,
    stages: stages.map(({ value, label }) => ({
      ...{ value, label, asks: [...(asks[value] ?? [])] },
      ...(closed[value] !== undefined && { refusal: { because: 'going-back' as const }, reason: closed[value] }),
    })),
  }
}
