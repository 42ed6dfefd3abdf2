import { Button, HealthChange, Segmented, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { ShownAlert } from './shown-alert.js'
import { type Context, type Outcome, useAlertActs } from './use-alert-acts.js'
import { useCause } from './use-cause.js'

/** An alert opened in its place: why it was raised, what to do about it, and closing it with what came of it. */
export function AlertDetail({ alert, context }: { readonly alert: ShownAlert; readonly context: Context }): ReactNode {
  const text = useText()
  const moved = useCause(alert, context)
  const end = useRef<HTMLDivElement>(null)
  // The list scrolls in itself: what was opened at its end comes into sight.
  useEffect(() => void end.current?.scrollIntoView({ block: 'nearest' }), [moved === undefined])
  return (
    <>
      {moved === undefined ? (
        <p className="small t3">{text('What moved the score is not known, or has moved back since.')}</p>
      ) : (
        <HealthChange change={moved} />
      )}
      {context.isReadOnly ? null : <Doing alert={alert} context={context} />}
      <div ref={end} />
    </>
  )
}

function Doing({ alert, context }: { readonly alert: ShownAlert; readonly context: Context }): ReactNode {
  const text = useText()
  const { takeOn, close } = useAlertActs(context, alert)
  const [outcome, choose] = useState<Outcome>()
  const [note, write] = useState('')
  const { customer, task } = alert
  return (
    <>
      <p className="alert-do">
        <Button icon="call" onPress={() => context.openRecord(customer, { followUp: 'call' })}>
          {text('Log a call')}
        </Button>
        {task === undefined ? (
          <Button icon="task" onPress={() => void takeOn()}>
            {text('Take on as a task')}
          </Button>
        ) : null}
      </p>
      <div className="alert-close">
        <Segmented
          label={text('What came of it')}
          value={outcome ?? ''}
          onChange={(chosen) => choose(chosen as Outcome)}
          options={[
            { value: 'real-risk', label: text('Real risk') },
            { value: 'false-alarm', label: text('False alarm') },
            { value: 'known', label: text('Known') },
            { value: 'improved', label: text('Improved') },
          ]}
        />
        <TextInput label={text('Note')} placeholder={text('Note')} value={note} onChange={write} />
        <Button look="primary" isDisabled={outcome === undefined} onPress={() => outcome && void close(outcome, note)}>
          {text('Close alert')}
        </Button>
      </div>
    </>
  )
}
