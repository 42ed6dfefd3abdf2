import { movesContract } from '@tenure/core/page'
import { type AnyRecords, implementProvider } from '@tenure/core/plugin'
import { map, type ObservedValueOf } from 'rxjs'
import type { z } from 'zod'
import { Everything } from './grants.js'

type StageView = ObservedValueOf<ReturnType<AnyRecords['watchMoves']>>['stages'][number]
type Stage = z.output<typeof movesContract.output>['stages'][number]

/** Where a record may go in its pipeline, and what a person is asked for on the way (SVC-3, SVC-4, REV-3, REV-4). */
export const moves = implementProvider(movesContract, {
  uses: { records: Everything },
  watch: ({ input: { type, id, pipeline }, records }) =>
    records.watchMoves({ type, id }, pipeline).pipe(map(({ stage, stages }) => ({ stage, stages: stages.map(toStage) }))),
})

function toStage({ requires = [], asks = [], refusal, ...stage }: StageView): Stage {
  const asked = (names: readonly string[], required: boolean) => names.map((property) => ({ property, required }))
  return {
    ...stage,
    ...(refusal && { refusal: refusal as NonNullable<Stage['refusal']> }),
    asks: [
      ...asked(requires, true),
      ...asked(
        asks.filter((name) => !requires.includes(name)),
        false,
      ),
    ],
  }
}
