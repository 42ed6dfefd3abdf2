import type { Asker } from '../access/asker.js'
import type { Draft } from '../records/draft.js'
import type { WorkResult } from '../records/work-result.js'
import type { WritePipeline } from '../records/write-pipeline.js'
import type { Json, RecordRef } from '../schema/value.js'
import type { Actor, StoredRecord } from '../storage/adapter.js'
import type { Run } from './run.js'

/** One piece of the work, and the place from which the run goes on when it is done. */
export interface RunPiece {
  readonly piece: unknown
  /** The record of the piece as it was read for it: it is not read again, unless it was written meanwhile. */
  readonly record?: StoredRecord
  readonly after: Json
}
/** The next part of the work. `last`: there is nothing behind it. */
export interface RunPart {
  readonly pieces: readonly RunPiece[]
  readonly last: boolean
  /** The place from which the run goes on when all of the part is done; that of its last piece, unless it is said. */
  readonly after?: Json
}
/** Where a piece is done: a draft that is stored together with the place of the run, and the checks that every write of the user passes. */
export interface RunWork {
  readonly run: Run
  readonly asker: Asker
  readonly draft: Draft
  readonly pipeline: WritePipeline
}
/**
 * A kind of durable work. It keeps nothing in memory: all it knows is the input and the place that the run's record has, so that another
 * process can go on after a kill.
 */
export interface RunKind {
  readonly name: string
  /** It takes back what was, which the rules of pipelines do not keep it from. */
  readonly takesBack?: true
  /** As many pieces are stored together at most; as many as of other kinds, unless it is said. */
  readonly most?: number
  /** A run of it that failed keeps its place, so that the next one goes on from there. */
  readonly keepsPlace?: true
  /** What the history names as the source of its changes; the user, unless it is said. */
  readonly source?: Actor['source']
  /** With whose rights it works: those of its user, unless it is said. */
  asker?(run: Run, user: () => Asker): Asker
  /** The part behind the run's place, of at most so many pieces. */
  next(run: Run, asker: Asker, most: number): Promise<RunPart>
  /** The record that a piece is about. */
  recordOf(piece: unknown): RecordRef
  /** Other records that a piece writes: they are read with those of all pieces of its part. */
  othersOf?(piece: unknown): readonly RecordRef[]
  /** Does one piece. What it throws is noted as the piece's failure, and nothing of it is stored. */
  apply(work: RunWork, piece: unknown): WorkResult | Promise<WorkResult>
  /** Drafts what belongs to the beginning of a run. What it throws refuses the run. */
  begin?(draft: Draft, run: Run): Promise<void>
  /** Drafts what follows from a piece that was refused, together with the note of its failure. */
  refused?(draft: Draft, run: Run, piece: unknown): Promise<void>
}
