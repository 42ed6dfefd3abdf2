import type { Access } from '../../access/access.js'
import type { Asker } from '../../access/asker.js'
import { isTenureError, type Problem } from '../../errors/tenure-error.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { Draft, DraftRecord } from '../draft.js'
import { evaluate } from '../evaluate.js'
import { reasonOf, type WorkItem, type WorkReason, type WorkResult } from '../work-result.js'
import type { RecordWrite } from '../write.js'
import type { WritePipeline } from '../write-pipeline.js'
import type { PastReader } from './past-values.js'
import type { UndoPiece } from './undo-piece.js'

/** What taking back works with: a draft, and the checks that every write of the undoing user passes. */
export interface UndoWork extends PastReader {
  readonly draft: Draft
  readonly pipeline: WritePipeline
  readonly access: Access
  readonly asker: Asker
  readonly schema: SchemaDefinition
}

/** Whether the user may see a record, archived or not. */
export function isVisible({ access, asker }: Pick<UndoWork, 'access' | 'asker'>, { ref, values }: DraftRecord): boolean {
  return evaluate(access.policy(asker, ref.type, 'view'), ref.type, { id: ref.id, values })
}

/** One change on its way back: what it writes, and what there is to say about it. */
export class UndoStep {
  readonly work: UndoWork
  readonly piece: UndoPiece
  readonly type: ObjectTypeDefinition
  readonly record: DraftRecord
  readonly #items: WorkItem[] = []
  #done = false

  constructor(work: UndoWork, piece: UndoPiece, type: ObjectTypeDefinition, record: DraftRecord) {
    this.work = work
    this.piece = piece
    this.type = type
    this.record = record
  }

  get result(): WorkResult {
    return { done: this.#done, items: this.#items }
  }

  /** Writes as the user, by the same checks as any write; a refusal is noted. */
  async write(write: RecordWrite, part?: string): Promise<void> {
    const problem = await this.attempt(write)
    if (problem === undefined || problem.code === 'record.not-found') return
    this.note(problem.code === 'access.denied' ? 'left' : 'failed', reasonOf(problem), part)
  }

  /** The same without a note. */
  async attempt(write: RecordWrite): Promise<Problem | undefined> {
    try {
      await this.work.pipeline.apply([write], [this.record.ref.id])
      this.#done = true
      return undefined
    } catch (error) {
      if (isTenureError(error)) return error.problem
      throw error
    }
  }

  note(outcome: WorkItem['outcome'], reason: WorkReason, part?: string): void {
    this.#items.push({ outcome, record: this.record.ref, ...reason, ...(part !== undefined && { part }) })
  }

  /** It is as it was before already. */
  did(): void {
    this.#done = true
  }
}
