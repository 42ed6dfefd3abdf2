import { cancelRunContract } from '@tenure/core/page'
import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useConnection, useSource } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { useToasts } from '../toast/toasts.js'
import { ProgressBar } from './progress-bar.js'
import { RunFailures } from './run-failures.js'
import { behindOf, countsOf, failuresOf, type RunReport, titleOf } from './run-text.js'
import { type FollowedRun, useRuns } from './use-runs.js'

/** Runs that go on, a line for each. */
export function RunLines({ runs }: { readonly runs: readonly FollowedRun[] }): ReactNode {
  const words = useWords().bulk.run
  return (
    <section aria-label={words.label} className="run-lines">
      {runs.map((run) => (
        <RunLine key={run.report.run} {...run} />
      ))}
    </section>
  )
}

/** How far a run is, counts per outcome, the first that failed by name, and the ways to stop it or to leave it alone. */
function RunLine({ report, about }: FollowedRun): ReactNode {
  const words = useWords().bulk.run
  const { number } = useReading().formats
  const { putAside } = useRuns()
  const isLost = useConnection().state === 'lost'
  const title = titleOf(report, about, words, number)
  return (
    <div className="run-line">
      <b className="num" dir="auto">
        {title}
      </b>
      <Progress report={report} label={title} />
      <span className="run-counts num">{isLost ? words.lost : <Counts report={report} />}</span>
      <span className="run-acts">
        <StopButton run={report.run} />
        <button type="button" className="btn ghost" onClick={() => putAside(report.run)}>
          {words.aside}
        </button>
      </span>
    </div>
  )
}

function Progress({ report, label }: { readonly report: RunReport; readonly label: string }): ReactNode {
  const { total } = report
  if (total === undefined || total === 0) return null
  return <ProgressBar label={label} share={behindOf(report) / total} />
}

function Counts({ report }: { readonly report: RunReport }): ReactNode {
  const words = useWords().bulk.run
  const { number } = useReading().formats
  const [isOpen, setOpen] = useState(false)
  const counts = countsOf(report, words, number)
  const isWhole = report.left + report.failed === 0
  const [first] = failuresOf(report, words)
  const [rest, worst] = isWhole ? [counts, undefined] : [counts.slice(0, -1), counts.at(-1)]
  return (
    <>
      {rest.join(' · ')}
      {worst === undefined ? null : (
        <>
          {' · '}
          <button type="button" className="run-failed" aria-haspopup="dialog" onClick={() => setOpen(true)}>
            {worst}
          </button>
          {first === undefined ? null : (
            <span className="cut" dir="auto">
              : {first.name}. {first.why}
            </span>
          )}
        </>
      )}
      {isOpen ? <RunFailures report={report} close={() => setOpen(false)} /> : null}
    </>
  )
}

function StopButton({ run }: { readonly run: string }): ReactNode {
  const source = useSource()
  const toasts = useToasts()
  const { bulk, problem: say } = useWords()
  const words = bulk.run
  const [isAsked, setAsked] = useState(false)
  const stop = async () => {
    setAsked(true)
    const outcome = await source.act(cancelRunContract, { run })
    if (outcome.ok) return
    setAsked(false)
    toasts.show({ tone: 'refused', title: words.notStopped, detail: say(outcome.problem) })
  }
  return (
    <button type="button" className="btn" aria-disabled={isAsked} onClick={() => isAsked || void stop()}>
      {words.stop}
    </button>
  )
}
