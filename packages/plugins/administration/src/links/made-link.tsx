import { Field, TextInput, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { SendExample } from './send-example.js'
import type { ShownKind } from './shown-link.js'
import { useCopy } from './use-copy.js'

/** What is shown once of a link or a webhook. */
export interface Made {
  readonly address: string
  readonly secret: string | undefined
}
interface MadeLinkProps {
  readonly kind: ShownKind
  readonly made: Made
  readonly close: () => void
}

/** The address of a link, or the address and secret of a webhook, to be copied now. */
export function MadeLink({ kind: { webhook }, made: { address, secret }, close }: MadeLinkProps): ReactNode {
  const text = useText()
  return (
    <form
      method="dialog"
      onSubmit={(event) => {
        event.preventDefault()
        close()
      }}
    >
      <div className="form-fields fields">
        {secret === undefined ? (
          <Once
            label={text('Address of the link')}
            hint={text('Copy it now: it is shown this once and kept nowhere. Treat it like a password.')}
            value={address}
            copied={text('The address is copied')}
          />
        ) : (
          <>
            <Once label={text('Address of the webhook')} value={address} copied={text('The address is copied')} />
            <Once
              label={text('Secret')}
              hint={text('Copy it now: it is shown this once and kept nowhere. It signs what is sent; treat it like a password.')}
              value={secret}
              copied={text('The secret is copied')}
            />
          </>
        )}
        {webhook ? <SendExample example={webhook.example} address={address} /> : null}
      </div>
      <div className="send">
        <button type="submit" className="btn pri">
          {text('Done')}
        </button>
      </div>
    </form>
  )
}

interface OnceProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly copied: string
}
function Once({ label, hint, value, copied }: OnceProps): ReactNode {
  const text = useText()
  const copy = useCopy()
  return (
    <Field label={label} {...(hint !== undefined && { hint })}>
      <div className="link-once">
        <TextInput value={value} onChange={() => undefined} />
        <button type="button" className="btn" aria-label={text('Copy: {what}', { what: label })} onClick={() => void copy(value, copied)}>
          {text('Copy')}
        </button>
      </div>
    </Field>
  )
}
