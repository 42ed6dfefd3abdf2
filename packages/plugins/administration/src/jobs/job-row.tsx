import { useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { type Context, occasionText, resultText, type ShownJob, stateText, whenText } from './shown-job.js'

interface JobRowProps {
  readonly job: ShownJob
  readonly context: Context
  readonly isOpen: boolean
}

/** One job in a line: what it is, what it runs on, how it went, and when it runs next. */
export function JobRow({ job, context, isOpen }: JobRowProps): ReactNode {
  const text = useText()
  const { formats } = context
  const { id, title, plugin, last, nextAt, state } = job
  const { word, isBad } = stateText(job, text)
  const result = resultText(job, formats, text)
  return (
    <button type="button" className={isOpen ? 'job-row on' : 'job-row'} aria-pressed={isOpen} onClick={() => context.goTo(id)}>
      <span className="cut name">
        <b className="cut" dir="auto">
          {text(title)}
        </b>
        <span className="cut small t3">{plugin}</span>
      </span>
      <span className="cut t2">{occasionText(job, text)}</span>
      <span className="cut t2">{last === undefined ? text('not yet') : whenText(formats, last.startedAt)}</span>
      <span className={result.isBad ? 'cut late' : 'cut t2'}>{result.word}</span>
      <span className="cut t2">{state !== 'waiting' || nextAt === undefined ? '–' : whenText(formats, nextAt)}</span>
      <span className={isBad ? 'cut late' : 'cut t2'}>{word}</span>
    </button>
  )
}
