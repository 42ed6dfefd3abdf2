import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { lazily } from '../early/lazily.js'
import type { RunReport } from './run-text.js'
import { type FollowedRun, type Runs, RunsContext, useRuns } from './use-runs.js'

const FollowedRuns = lazily('FollowedRuns', () => import('./followed-runs.js'))

/** Gives the page the runs that it follows. */
export function RunsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return <RunsContext value={useFollowed()}>{children}</RunsContext>
}

/** Follows the user's runs, also those that a reload or another page began, once the first rows have had their turn. */
export function RunsPlace(): ReactNode {
  const { followed } = useRuns()
  const isQuiet = useQuiet()
  return isQuiet || followed.length > 0 ? (
    <Suspense>
      <FollowedRuns />
    </Suspense>
  ) : null
}

function useFollowed(): Runs {
  const [followed, set] = useState<readonly FollowedRun[]>([])
  const [shown, show] = useState<RunReport>()
  const [docks, setDocks] = useState(0)
  const ended = useRef(new Set<string>())
  const follow = useCallback<Runs['follow']>((report, about) => {
    if (ended.current.has(report.run)) return
    set((was) => {
      const known = was.find((one) => one.report.run === report.run)
      const next = { isAside: false, ...known, report, about: about ?? known?.about ?? { does: 'other' } }
      return known === undefined ? [...was, next] : was.map((one) => (one === known ? next : one))
    })
  }, [])
  const putAside = useCallback<Runs['putAside']>(
    (run) => set((was) => was.map((one) => (one.report.run === run ? { ...one, isAside: true } : one))),
    [],
  )
  const forget = useCallback<Runs['forget']>((run) => {
    // A list of runs that was asked before it ended may still have it.
    ended.current.add(run)
    set((was) => was.filter((one) => one.report.run !== run))
  }, [])
  const dock = useCallback<Runs['dock']>(() => {
    setDocks((count) => count + 1)
    return () => setDocks((count) => count - 1)
  }, [])
  return useMemo(
    () => ({ followed, docks, shown, follow, putAside, forget, show, dock }),
    [followed, docks, shown, follow, putAside, forget, dock],
  )
}

/** Whether the first rows have had their turn: what asks for runs of before, or for notifications, comes after them. */
export function useQuiet(): boolean {
  const [isQuiet, setQuiet] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(true), 2_000)
    return () => clearTimeout(timer)
  }, [])
  return isQuiet
}
