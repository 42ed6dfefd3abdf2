import { runContract, runsContract, sessionContract } from '@tenure/core/page'
import { type ReactNode, useEffect } from 'react'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { useToasts } from '../toast/toasts.js'
import { aboutOf, endToast } from './run-text.js'
import { type FollowedRun, useRuns } from './use-runs.js'

const latest = 20

/** Watches the user's runs: those that go on are followed, and the end of each is said. */
export function RunWatch(): ReactNode {
  const { followed, follow } = useRuns()
  const me = useWatch(sessionContract).value?.user.id
  const runs = useWatch(runsContract, { limit: latest }).value
  useEffect(() => {
    const going = (runs ?? []).filter(({ user, state }) => state === 'running' && user === me)
    for (const run of going) if (!followed.some(({ report }) => report.run === run.run)) follow({ ...run, items: [] }, aboutOf(run))
  }, [runs, me])
  return followed.map((one) => <Follower key={one.report.run} followed={one} />)
}

/** Takes in how far one run has come. */
function Follower({ followed }: { readonly followed: FollowedRun }): ReactNode {
  const { about, report } = followed
  const { follow, forget, show } = useRuns()
  const toasts = useToasts()
  const words = useWords().bulk.run
  const { number } = useReading().formats
  const { value, problem } = useWatch(runContract, { run: report.run })
  useEffect(() => {
    if (value === undefined) return
    if (value.state === 'running') return follow(value)
    forget(value.run)
    toasts.show(endToast(value, about, words, number, () => show(value)))
  }, [value])
  useEffect(() => {
    // It is not to be seen any more: nothing can be said of it.
    if (value === undefined && (problem?.code === 'record.not-found' || problem?.code.startsWith('access.'))) forget(report.run)
  }, [problem])
  return null
}
