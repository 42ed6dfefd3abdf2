import type { createPublicLinkContract } from '@tenure/core/outside'
import { Button, Dialog, Field, TextInput, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type Made, MadeLink } from './made-link.js'
import type { Context, ShownKind } from './shown-link.js'

interface NewLinkProps {
  readonly kind: ShownKind
  readonly context: Context
  readonly close: () => void
}

/** Makes a link or a webhook, and shows its address and secret this once. */
export function NewLink({ kind, context, close }: NewLinkProps): ReactNode {
  const text = useText()
  const [made, setMade] = useState<Made>()
  const title = made === undefined ? askTitle(kind, text) : kind.webhook ? text('The webhook is ready') : text('The link is ready')
  return (
    <Dialog title={title} className="workspace-dialog" isForm close={close}>
      {made === undefined ? <Naming {...{ kind, context, close }} ready={setMade} /> : <MadeLink {...{ kind, made, close }} />}
    </Dialog>
  )
}
function askTitle({ title, webhook }: ShownKind, text: ReturnType<typeof useText>): string {
  return webhook ? text('New webhook: {title}', { title: text(title) }) : text('New link: {title}', { title: text(title) })
}

function Naming({ kind: { kind, webhook }, context, close, ready }: NewLinkProps & { readonly ready: (made: Made) => void }): ReactNode {
  const text = useText()
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string>()
  const create = async () => {
    const outcome = await context.act<typeof createPublicLinkContract>('tenure.core/create-public-link', { kind, name })
    if (!outcome.ok) return setFault(outcome.problem.message)
    const { path, secret } = outcome.value
    ready({ address: new URL(`/api${path}`, location.origin).href, secret })
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
          label={webhook ? text('Who sends to it') : text('What it is for')}
          hint={
            webhook
              ? text('Such as the program that gets address and secret. Only you see this.')
              : text('Such as the program or the device that gets it. Only you see this.')
          }
          {...(fault !== undefined && { fault })}
        >
          <TextInput value={name} onChange={setName} placeholder={webhook ? text('Our website') : text('My telephone')} />
        </Field>
      </div>
      <div className="send">
        <Button onPress={close}>{text('Cancel')}</Button>
        <button type="submit" className="btn pri" disabled={name.trim() === ''}>
          {webhook ? text('Create webhook') : text('Create link')}
        </button>
      </div>
    </form>
  )
}
