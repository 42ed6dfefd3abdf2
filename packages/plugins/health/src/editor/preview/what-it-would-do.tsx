import type { ScoreProfile } from '@tenure/core/score'
import { LoadingLines, Message, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { Context } from '../shown-profile.js'
import { Distribution } from './distribution.js'
import { Movers } from './movers.js'
import { TestOne } from './one-customer.js'
import type { ShownPreview } from './use-preview.js'

interface WhatProps {
  readonly context: Context
  readonly draft: ScoreProfile
  readonly preview: ShownPreview
  readonly record: string | undefined
  readonly setRecord: (record: string | undefined) => void
  /** The name of the active profile that it is compared with. */
  readonly against: string | undefined
}

/** What the draft would do before it is active (HS-10): to one customer, to all, and who changes status. */
export function WhatItWouldDo(props: WhatProps): ReactNode {
  const { context, draft, preview } = props
  const text = useText()
  const { value, isBehind, isOfEarlier, problem, faults } = preview
  if (value === undefined && isOfEarlier)
    return (
      <Message icon="alert" title={text('It cannot be worked out')} role="alert">
        {faults?.[0]?.message}
      </Message>
    )
  if (value === undefined)
    return problem === undefined ? (
      <LoadingLines />
    ) : (
      <Message icon="alert" title={text('It cannot be worked out')} role="alert">
        {problem}
      </Message>
    )
  if (value.hidden.includes('scores'))
    return (
      <Message icon="lock" title={text('Health scores are hidden from you')}>
        {text('What the draft would do is shown to those who may see score and status of customers.')}
      </Message>
    )
  return (
    <div className="health-what" aria-busy={isBehind}>
      <p className="small t3" role="status">
        {problem !== undefined || isOfEarlier
          ? text('Of the last draft without faults.')
          : isBehind
            ? progress(value.done, value.total, text)
            : text('Follows the draft.')}
      </p>
      {value.hidden.includes('customers') ? (
        <p className="small t3">{text('Only customers that you may see, with all the records that the draft looks at, are counted.')}</p>
      ) : null}
      <TestOne {...props} />
      {value.total === 0 ? (
        <Message icon="company" title={text('No customers yet')}>
          {text('What a score would do is shown once there are customers that you may see.')}
        </Message>
      ) : (
        <>
          <Distribution value={value} thresholds={draft.thresholds} context={context} />
          <Movers value={value} context={context} type={draft.objectType} against={props.against} />
        </>
      )}
    </div>
  )
}
function progress(done: number, total: number, text: ReturnType<typeof useText>): string {
  if (total === 0) return text('Working it out …')
  return total === 1 ? text('{done} of 1 customer', { done }) : text('{done} of {total} customers', { done, total })
}
