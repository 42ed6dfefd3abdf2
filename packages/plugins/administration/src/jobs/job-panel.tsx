import type { jobRunsContract, runJobContract } from '@tenure/core/administration'
import { Button, LoadingLines, SidePanel, useLive, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useMemo } from 'react'
import { type Context, callsText, countsText, type JobRun, occasionText, type ShownJob, tookText, whenText } from './shown-job.js'

interface JobPanelProps {
  readonly job: ShownJob
  readonly context: Context
}

/** One job: what it does, its times, and its latest runs with the records that they failed for. */
export function JobPanel({ job, context }: JobPanelProps): ReactNode {
  const text = useText()
  const { id, title, description, state, because } = job
  return (
    <SidePanel label={text(title)} lead={<RunNow job={job} context={context} />} close={() => context.goTo(undefined)}>
      <h2>{text(title)}</h2>
      {description === undefined ? null : <p className="t2 audit-when">{text(description)}</p>}
      {state === 'stopped' ? (
        <p className="late" role="status">
          {text('It does not run, since its plugin does not: {because}', { because: because ?? '' })}
        </p>
      ) : null}
      <JobFacts job={job} context={context} />
      <Runs key={id} job={id} context={context} />
    </SidePanel>
  )
}

function RunNow({ job: { id, title, state }, context }: JobPanelProps): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const run = async () => {
    const outcome = await context.act<typeof runJobContract>('tenure.core/run-job', { job: id })
    if (!outcome.ok) toasts.show({ tone: 'refused', title: text('It was not run'), about: text(title), detail: outcome.problem.message })
  }
  return (
    <Button onPress={() => void run()} isDisabled={state !== 'waiting'}>
      {state === 'running' ? text('Running') : text('Run now')}
    </Button>
  )
}

function JobFacts({ job, context }: JobPanelProps): ReactNode {
  const text = useText()
  const { formats } = context
  const { plugin, last, nextAt, failures, going, state, behindSince, again, left } = job
  const calls = callsText(job, text)
  const facts: readonly (readonly [string, string])[] = [
    [text('Plugin'), plugin],
    [text('Runs on'), occasionText(job, text)],
    ...(calls === undefined ? [] : [[text('What calls it'), calls] as const]),
    ...(behindSince === undefined ? [] : [[text('Behind since'), whenText(formats, behindSince)] as const]),
    ...(going === undefined ? [] : [[text('Running since'), whenText(formats, going.startedAt)] as const]),
    [text('Last run'), last === undefined ? text('not yet') : whenText(formats, last.startedAt)],
    ...(last === undefined
      ? []
      : [
          [text('It took'), tookText(formats, last.endedAt - last.startedAt, text)] as const,
          [text('Result'), last.problem ?? countsText(last, formats, text)] as const,
        ]),
    ...(again > 0 ? [[text('Records tried again'), formats.number(again)] as const] : []),
    ...(left > 0 ? [[text('Records left after several tries'), formats.number(left)] as const] : []),
    ...(failures > 0 ? [[text('Failed in a row'), formats.number(failures)] as const] : []),
    ...(nextAt === undefined || state !== 'waiting' ? [] : [[text('Next run'), whenText(formats, nextAt)] as const]),
  ]
  return (
    <dl className="audit-facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="t2">{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Runs({ job, context }: { readonly job: string; readonly context: Context }): ReactNode {
  const text = useText()
  const runs = useLive(useMemo(() => context.watch<typeof jobRunsContract>('tenure.core/job-runs', { job }), [job]))?.value
  return (
    <section className="sec">
      <h3>{text('Runs that did something')}</h3>
      {runs === undefined ? (
        <LoadingLines lines={2} />
      ) : runs.length === 0 ? (
        <p className="small t3">{text('None yet. A run that found nothing to do is not listed.')}</p>
      ) : (
        <ul className="job-runs">
          {runs.map((run) => (
            <OneRun key={run.run} run={run} context={context} />
          ))}
        </ul>
      )}
    </section>
  )
}

function OneRun({ run, context }: { readonly run: JobRun; readonly context: Context }): ReactNode {
  const text = useText()
  const { formats } = context
  const { startedAt, state, problem, items, failed, left } = run
  const words = { running: text('running'), done: text('done'), cancelled: text('cancelled'), failed: text('failed') }
  const rest = failed + left - items.length
  return (
    <li>
      <p>
        <b>{whenText(formats, startedAt)}</b> <span className="t2">{countsText(run, formats, text)}</span>{' '}
        <span className={state === 'failed' ? 'small late' : 'small t3'}>{words[state]}</span>
      </p>
      {problem === undefined ? null : <p className="late">{problem}</p>}
      {items.length === 0 ? null : (
        <ul>
          {items.map(({ type, id, title, message }) => (
            <li key={`${type} ${id}`}>
              <a className="link" href={`?record=${encodeURIComponent(`${type}:${id}`)}`}>
                {title ?? text('No name')}
              </a>
              <span className="t2"> {message}</span>
            </li>
          ))}
        </ul>
      )}
      {rest > 0 ? <p className="small t3">{text('and {count} more', { count: formats.number(rest) })}</p> : null}
    </li>
  )
}
