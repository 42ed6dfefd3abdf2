import { movesContract } from '@tenure/core/page'
import type { z } from 'zod'
import type { CardOf } from '../card/card-fields.js'
import type { Source } from '../data/source.js'

/** Where a card may go. */
export type Moves = z.output<typeof movesContract.output>
/** One stage that it may go to, or why not, and what is asked for on the way. */
export type MoveStage = Moves['stages'][number]

/** Why a card may not go to a stage; nothing where it may, or where that is not known yet. */
export function refusalIn(moves: Moves | undefined, stage: string): string | undefined {
  const found = moves?.stages.find(({ value }) => value === stage)
  if (found?.refusal === undefined || found.passes) return undefined
  return found.reason ?? found.label
}

/** Whether somebody else has moved the card since it was picked up: what is read now is about its new stage. */
export function hasMoved({ stage }: CardOf, moves: Moves | undefined): boolean {
  return moves !== undefined && moves.stage !== stage
}

/** Reads where a card may go now. Where that cannot be read, the server decides when the card is dropped. */
export async function readMoves(source: Pick<Source, 'read'>, { type, id }: CardOf, pipeline: string): Promise<Moves | undefined> {
  const outcome = await source.read(movesContract, { type, id, pipeline })
  return outcome.ok ? outcome.value : undefined
}
