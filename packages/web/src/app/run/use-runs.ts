import { createContext, useContext } from 'react'
import type { RunAbout, RunReport } from './run-text.js'

/** A run that goes on, as this page follows it. */
export interface FollowedRun {
  readonly report: RunReport
  readonly about: RunAbout
  /** It carries on in the background: only its end is said. */
  readonly isAside: boolean
}
/** The runs of the user that go on: what changes many records at once, and undoing it. */
export interface Runs {
  readonly followed: readonly FollowedRun[]
  /** Follows a run, or says how far it has come. What is known about it stays. */
  readonly follow: (report: RunReport, about?: RunAbout) => void
  readonly putAside: (run: string) => void
  readonly forget: (run: string) => void
  /** The run that has ended, and whose records that were not done are listed. */
  readonly shown: RunReport | undefined
  readonly show: (report: RunReport | undefined) => void
  /** How many places draw the lines. */
  readonly docks: number
  /** Takes the lines to where the caller draws them; the answer gives them back. */
  readonly dock: () => () => void
}

/** The place of the runs in the page. */
export const RunsContext = createContext<Runs | undefined>(undefined)

/** The runs that this page follows. */
export function useRuns(): Runs {
  const runs = useContext(RunsContext)
  if (runs === undefined) throw new Error('A run was drawn outside of the place of runs.')
  return runs
}
