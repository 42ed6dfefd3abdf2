import { Clock, implementProvider, readsEverything } from '@tenure/core/plugin'
import { KnownCriterionKinds } from '@tenure/core/score'
import { demandEditor, Profiles } from '../replay/demand-editor.js'
import { runWatched } from '../replay/run-watched.js'
import { fitContract } from './contract.js'
import { runFit } from './run-fit.js'

/** Answers a fit. */
export const fit = implementProvider(fitContract, {
  uses: { records: readsEverything, clock: Clock, providers: Profiles, kinds: KnownCriterionKinds },
  watch: ({ input, records, clock, providers, kinds }) =>
    runWatched(clock, async (progress) => {
      await demandEditor(providers)
      return { state: 'done' as const, fit: await runFit({ records, asked: input, kinds: kinds.all(), ...progress }) }
    }),
})
