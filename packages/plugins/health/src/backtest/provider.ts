import { Clock, implementProvider, readsEverything } from '@tenure/core/plugin'
import { runWatched } from '../replay/run-watched.js'
import { backtestContract } from './contract.js'
import { runBacktest } from './run-backtest.js'

/** Answers a backtest. */
export const backtest = implementProvider(backtestContract, {
  uses: { records: readsEverything, clock: Clock },
  watch: ({ input: { profile, ...question }, records, clock }) =>
    runWatched(clock, async (progress) => ({
      state: 'done' as const,
      report: await runBacktest({ records, profile, question, ...progress }),
    })),
})
