import type { Access } from '../access/access.js'
import type { Asker } from '../access/asker.js'
import { fromProblem, type Outcome } from '../base/outcome.js'
import { createSlices } from '../base/slices.js'
import type { TenureError } from '../errors/tenure-error.js'
import type { Draft, DraftRecord } from '../records/draft.js'
import { reasonOf, type WorkResult } from '../records/work-result.js'
import { WritePipeline } from '../records/write-pipeline.js'
import type { Writer } from '../records/write-records.js'
import type { Json, RecordRef, Values } from '../schema/value.js'
import { type Run, runType, toRun, withResults } from './run.js'
import type { RunKind, RunPart, RunPiece } from './run-kind.js'

/** What one part of a run works with. */
export interface RunBatchEnv {
  readonly access: Access
  readonly writer: Pick<Writer, 'draft'>
  readonly asker: Asker
  readonly kind: RunKind
  readonly holder: string
  readonly lease: () => Values
  readonly ended: () => Values
}
/** How a part is done: `begin` are the values of the record of a run that does not exist yet. */
export interface RunBatchOptions {
  readonly begin?: Values | undefined
  readonly ifNothing?: (() => TenureError) | undefined
}
interface Stored extends RunBatchOptions {
  readonly after?: Json
  readonly results?: readonly WorkResult[]
  /** The piece that was refused. */
  readonly refused?: unknown
}
type Refused = Extract<Outcome<unknown>, { readonly ok: false }>

/** One part of a run: its pieces and the run's new place are stored together, or not at all. */
export class RunBatch {
  readonly #env: RunBatchEnv
  readonly #ref: RecordRef
  #run: Run
  #storedMs = 0

  constructor(env: RunBatchEnv, run: Run) {
    this.#env = env
    this.#ref = { type: runType, id: run.id }
    this.#run = run
  }

  /** How long the longest commit of it took, during which nobody else had a turn. */
  get storedMs(): number {
    return this.#storedMs
  }

  /** The run after it. One that was cancelled, or that another runner holds, is answered as it is. */
  async work(most: number, options: RunBatchOptions): Promise<Run> {
    const part = await this.#env.kind.next(this.#run, this.#env.asker, most)
    try {
      const whole = await this.#store(part, options)
      if (!whole.ok) await this.#oneByOne(part, options, whole)
    } catch (error) {
      if (error instanceof NothingToDo) throw error.refusal
      if (!(error instanceof Stopped)) throw error
      this.#run = error.run
    }
    return this.#run
  }

  // A piece that is refused must not take the others with it.
  async #oneByOne({ pieces, last, after }: RunPart, { begin }: RunBatchOptions, refused: Refused): Promise<void> {
    if (isOfStore(refused) || pieces.length === 0) throw fromProblem(refused.problem)
    if (begin !== undefined) await this.#demandStored({ pieces: [], last: false }, { begin })
    for (const [at, piece] of pieces.entries()) await this.#single(piece, last && at === pieces.length - 1)
    if (after !== undefined && !last) await this.#demandStored({ pieces: [], last }, { after })
  }

  async #single(piece: RunPiece, last: boolean): Promise<void> {
    const outcome = await this.#store({ pieces: [piece], last }, {})
    if (outcome.ok) return
    if (isOfStore(outcome)) throw fromProblem(outcome.problem)
    const { problem } = outcome
    const record = this.#env.kind.recordOf(piece.piece)
    const item = { outcome: problem.code === 'access.denied' ? 'left' : 'failed', record, ...reasonOf(problem) } as const
    await this.#demandStored({ pieces: [], last }, { after: piece.after, results: [{ done: false, items: [item] }], refused: piece.piece })
  }

  async #demandStored(part: RunPart, how: Stored): Promise<void> {
    const outcome = await this.#store(part, how)
    if (!outcome.ok) throw fromProblem(outcome.problem)
  }

  async #store({ pieces, last, after: end }: RunPart, how: Stored): Promise<Outcome<unknown>> {
    const { asker, kind, lease, ended, writer } = this.#env
    const { user, plugin, group, source = 'user' } = this.#run
    const actor = { source: kind.source ?? source, ...(user !== undefined && { user }), ...(plugin !== undefined && { plugin }) } as const
    let after: Run | undefined
    let filledAt = 0
    let attempts = 0
    const outcome = await writer.draft({ asker, actor, group }, async (draft) => {
      // The store refused it once where a record is newer than the one that was read for its piece: then all are read again.
      if (++attempts === 1) draft.adopt(pieces.flatMap(({ record }) => (record === undefined ? [] : [record])))
      const record = how.begin === undefined ? await this.#held(draft) : draft.create(this.#ref, how.begin)
      if (how.begin !== undefined) await kind.begin?.(draft, this.#run)
      if (how.refused !== undefined) await kind.refused?.(draft, this.#run, how.refused)
      const results = [...(how.results ?? []), ...(await this.#apply(draft, pieces))]
      if (last && how.ifNothing !== undefined && results.every(isNothing)) throw new NothingToDo(how.ifNothing())
      const place = end ?? pieces.at(-1)?.after ?? how.after ?? this.#run.place
      record.values = { ...record.values, ...withResults(toRun(record), results), place, ...(last ? ended() : lease()) }
      after = toRun(record)
      filledAt = performance.now()
    })
    if (outcome.ok) this.#storedMs = Math.max(this.#storedMs, performance.now() - filledAt)
    if (outcome.ok && after !== undefined) this.#run = after
    return outcome
  }

  async #apply(draft: Draft, pieces: readonly RunPiece[]): Promise<readonly WorkResult[]> {
    const { access, asker, kind } = this.#env
    const work = { run: this.#run, asker, draft, pipeline: new WritePipeline(access, asker, draft, { takesBack: kind.takesBack === true }) }
    await draft.load(pieces.flatMap(({ piece }) => [kind.recordOf(piece), ...(kind.othersOf?.(piece) ?? [])]))
    const results: WorkResult[] = []
    const slices = createSlices(new AbortController().signal)
    for (const { piece } of pieces) {
      const result = kind.apply(work, piece)
      // Most pieces have nothing to wait for, and waiting costs more than they do.
      results.push(result instanceof Promise ? await result : result)
      const due = slices.next()
      if (due !== undefined) await due
    }
    return results
  }

  async #held(draft: Draft): Promise<DraftRecord> {
    await draft.load([this.#ref])
    const record = draft.find(this.#ref)
    if (record === undefined) throw new Stopped({ ...this.#run, state: 'cancelled' })
    const run = toRun(record)
    if (run.state !== 'running' || run.holder !== this.#env.holder) throw new Stopped(run)
    return record
  }
}

class Stopped extends Error {
  readonly run: Run

  constructor(run: Run) {
    super('The run goes on elsewhere, or not at all.')
    this.run = run
  }
}

class NothingToDo extends Error {
  readonly refusal: TenureError

  constructor(refusal: TenureError) {
    super('There was nothing to do.')
    this.refusal = refusal
  }
}

function isNothing({ done, isUnchanged, items }: WorkResult): boolean {
  return !done && isUnchanged !== true && items.length === 0
}
// The store could not write, or the user may do nothing any more: that is not the fault of a piece.
function isOfStore({ problem: { code } }: Refused): boolean {
  return code.startsWith('storage.') || code.startsWith('internal.') || code === 'access.signed-out'
}
