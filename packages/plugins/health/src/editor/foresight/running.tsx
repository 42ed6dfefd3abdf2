import { Button, ProgressBar, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { Run } from './use-run.js'

interface RunningProps {
  readonly what: string
  readonly run: Run<unknown, unknown>
}

/** How far a run is, and the way to end it. */
export function Running({ what, run: { running, cancel } }: RunningProps): ReactNode {
  const text = useText()
  if (running === undefined) return null
  const { done, of } = running
  return (
    <div className="bt-running">
      <b>{what}</b>
      <ProgressBar label={what} share={of === 0 ? 0 : done / of} />
      <span className="small t3 num" aria-live="polite">
        {of === 0 ? text('Reading history …') : done < of ? text('{done} of {of} customers', { done, of }) : text('Working it out …')}
      </span>
      <Button onPress={cancel}>{text('Cancel')}</Button>
    </div>
  )
}
