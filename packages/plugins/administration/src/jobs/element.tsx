// The page *Jobs*, drawn by the page's React and parts.
import { AdminSheet, Failed, LoadingLines, Message, registerElement, useLive, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { JobPanel } from './job-panel.js'
import { JobRow } from './job-row.js'
import type { Context } from './shown-job.js'

function JobsPage({ context }: { readonly context: Context }): ReactNode {
  const text = useText()
  const frame = useLive(context.answer)
  const jobs = frame?.value
  const open = jobs?.find(({ id }) => id === context.at)
  return (
    <AdminSheet
      title={text('Jobs')}
      {...(jobs &&
        jobs.length > 0 && { foot: text('A job works with the rights of its plugin, and goes on where it was after a restart.') })}
      side={open === undefined ? null : <JobPanel key={open.id} job={open} context={context} />}
    >
      {jobs === undefined ? (
        frame?.state === 'stale' ? (
          <Failed what={text('Jobs')} problem={frame.problem} />
        ) : (
          <LoadingLines lines={6} />
        )
      ) : jobs.length === 0 ? (
        <Message icon="clock" title={text('No plugin works by itself')}>
          {text('Work that a plugin does as time passes, such as creating renewals, is listed here.')}
        </Message>
      ) : (
        <>
          <div className="job-row heads" aria-hidden="true">
            {[text('Job'), text('Runs on'), text('Last run'), text('Result'), text('Next run'), text('State')].map((head) => (
              <span key={head}>{head}</span>
            ))}
          </div>
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} context={context} isOpen={job.id === context.at} />
          ))}
        </>
      )}
    </AdminSheet>
  )
}

registerElement('tenure-administration-jobs', JobsPage)
