import type { ReactNode } from 'react'
import { RunFailures } from './run-failures.js'
import { RunLines } from './run-lines.js'
import { RunWatch } from './run-watch.js'
import { useRuns } from './use-runs.js'

/** Watches the user's runs, and draws them at the foot of the page unless a list does. */
export function FollowedRuns(): ReactNode {
  const { followed, shown, show, docks } = useRuns()
  return (
    <>
      <RunWatch />
      {shown === undefined ? null : <RunFailures report={shown} close={() => show(undefined)} />}
      {docks === 0 && followed.some(({ isAside }) => !isAside) ? (
        <div className="dock alone">
          <ShownRuns />
        </div>
      ) : null}
    </>
  )
}

/** The lines of the runs that are shown. */
export function ShownRuns(): ReactNode {
  const { followed } = useRuns()
  const shown = followed.filter(({ isAside }) => !isAside)
  return shown.length === 0 ? null : <RunLines runs={shown} />
}
