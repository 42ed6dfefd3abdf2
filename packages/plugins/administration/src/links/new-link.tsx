import type { createPublicLinkContract } from '@tenure/core/outside'
import { Button, Dialog, Field, TextInput, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import type { Context, ShownKind } from './shown-link.js'

interface NewLinkProps {
  readonly kind: ShownKind
  readonly context: Context
  readonly close: () => void
}

/** Makes a link, and shows its address this once. */
export function NewLink({ kind, context, close }: NewLinkProps): ReactNode {
  const text = useText()
  const [address, setAddress] = useState<string>()
  const title = address === undefined ? text('New link: {title}', { title: text(kind.title) }) : text('The link is ready')
  return (
    <Dialog title={title} className="workspace-dialog" isForm close={close}>
      {address === undefined ? <Naming {...{ kind, context, close }} ready={setAddress} /> : <Address address={address} close={close} />}
    </Dialog>
  )
}

function Naming({ kind: { kind }, context, close, ready }: NewLinkProps & { readonly ready: (address: string) => void }): ReactNode {
  const text = useText()
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string>()
  const create = async () => {
    const outcome = await context.act<typeof createPublicLinkContract>('tenure.core/create-public-link', { kind, name })
    if (!outcome.ok) return setFault(outcome.problem.message)
    ready(new URL(`/api${outcome.value.path}`, location.origin).href)
  }
  return (
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void create()
      }}
    >
      <div className="form-fields fields">
        <Field
          label={text('What it is for')}
          hint={text('Such as the program or the device that gets it. Only you see this.')}
          {...(fault !== undefined && { fault })}
        >
          <TextInput value={name} onChange={setName} placeholder={text('My telephone')} />
        </Field>
      </div>
      <div className="send">
        <Button onPress={close}>{text('Cancel')}</Button>
        <button type="submit" className="btn pri" disabled={name.trim() === ''}>
          {text('Create link')}
        </button>
      </div>
    </form>
  )
}

function Address({ address, close }: { readonly address: string; readonly close: () => void }): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      toasts.show({ tone: 'done', title: text('The address is copied') })
    } catch {
      toasts.show({ tone: 'refused', title: text('Select the address and copy it yourself.') })
    }
  }
  return (
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <div className="form-fields fields">
        <Field
          label={text('Address of the link')}
          hint={text('Copy it now: it is shown this once and kept nowhere. Treat it like a password.')}
        >
          <TextInput value={address} onChange={() => undefined} />
        </Field>
      </div>
      <div className="send">
        <Button onPress={() => void copy()}>{text('Copy')}</Button>
        <button type="submit" className="btn pri">
          {text('Done')}
        </button>
      </div>
    </form>
  )
}
