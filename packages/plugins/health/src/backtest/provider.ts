import { Clock, implementProvider, readsEverything } from '@tenure/core/plugin'
import { KnownCriterionKinds } from '@tenure/core/score'
import { demandEditor, Profiles } from '../replay/demand-editor.js'
import { runWatched } from '../replay/run-watched.js'
import { backtestContract } from './contract.js'
import { runBacktest } from './run-backtest.js'

/** Answers a backtest. */
export const backtest = implementProvider(backtestContract, {
  uses: { records: readsEverything, clock: Clock, providers: Profiles, kinds: KnownCriterionKinds },
  watch: ({ input: { profile, ...question }, records, clock, providers, kinds }) =>
    runWatched(clock, async (progress) => {
      await demandEditor(providers)
      return { state: 'done' as const, report: await runBacktest({ records, profile, question, kinds: kinds.all(), ...progress }) }
    }),
})
