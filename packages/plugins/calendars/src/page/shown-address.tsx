import { Button, Dialog, type ElementContext, Field, LoadingLines, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useEffect, useState } from 'react'
import type { showAddressContract } from '../subscribe/subscribe-contract.js'

interface ShownAddressProps {
  readonly id: string
  readonly name: string
  readonly context: Pick<ElementContext, 'act'>
  readonly close: () => void
}

/** The address of a subscription, asked for when its user wants to see it. */
export function ShownAddress({ id, name, context, close }: ShownAddressProps): ReactNode {
  const text = useText()
  const [address, setAddress] = useState<string>()
  const [fault, setFault] = useState<string>()
  const { act } = context
  useEffect(() => {
    void act<typeof showAddressContract>('tenure.calendars/show-address', { id }).then((outcome) =>
      outcome.ok ? setAddress(outcome.value.address) : setFault(outcome.problem.message),
    )
  }, [act, id])
  return (
    <Dialog title={name} className="workspace-dialog" close={close}>
      <div className="form-fields fields">
        {address === undefined && fault === undefined ? (
          <LoadingLines lines={1} />
        ) : (
          <Field
            label={text('Address of the calendar')}
            hint={text('Anyone who has it may read the calendar. Treat it like a password.')}
            {...(fault !== undefined && { fault: text(fault) })}
          >
            <TextInput value={address ?? ''} onChange={() => undefined} />
          </Field>
        )}
      </div>
      <div className="send">
        <Button onPress={close}>{text('Close')}</Button>
      </div>
    </Dialog>
  )
}
