import { Button, Dialog, type ElementContext, Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { subscribeContract } from '../subscribe/subscribe-contract.js'

interface NewSubscriptionProps {
  readonly context: Pick<ElementContext, 'act'>
  readonly close: () => void
}

/** Subscribes to a calendar by its address; what is wrong with that is said beside it. */
export function NewSubscription({ context, close }: NewSubscriptionProps): ReactNode {
  const text = useText()
  const [address, setAddress] = useState('')
  const [fault, setFault] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const subscribe = async () => {
    setBusy(true)
    setFault(undefined)
    const outcome = await context.act<typeof subscribeContract>('tenure.calendars/subscribe', { address })
    setBusy(false)
    if (outcome.ok) close()
    else setFault(text(outcome.problem.message))
  }
  return (
    <Dialog title={text('Subscribe to a calendar')} className="workspace-dialog" isForm close={close}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault()
          if (address.trim() !== '' && !isBusy) void subscribe()
        }}
      >
        <div className="form-fields fields">
          <Field
            label={text('Address of the calendar')}
            hint={text('It begins with https:// or webcal://. Only you see it, since whoever has it may read the calendar.')}
            {...(fault !== undefined && { fault })}
          >
            <TextInput value={address} onChange={setAddress} placeholder="https://calendar.example/team.ics" />
          </Field>
        </div>
        <div className="send">
          <Button onPress={close}>{text('Cancel')}</Button>
          <button type="submit" className="btn pri" disabled={address.trim() === '' || isBusy}>
            {isBusy ? text('Reading the calendar') : text('Subscribe')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
