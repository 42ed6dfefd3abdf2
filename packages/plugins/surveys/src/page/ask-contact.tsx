import type { createPublicLinkContract } from '@tenure/core/outside'
import { Button, Dialog, type ElementContext, Field, TextInput, useLive, useText, useToasts } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import type { z } from 'zod'
import type { recipientsContract } from '../survey-contract.js'

interface AskContactProps {
  readonly survey: { readonly id: string; readonly name: string; readonly question: string }
  readonly context: Pick<ElementContext, 'act' | 'watch'>
  /** Who is asked, where that is known; or else of which customer the contacts are offered. */
  readonly contact?: Contact | undefined
  readonly company?: string | undefined
  readonly close: () => void
}
type Contact = z.output<typeof recipientsContract.output>['contacts'][number]
interface Made {
  readonly address: string
  readonly email: string
}

/** Makes the link of a survey for one contact, to copy or to write into an email. Nothing is sent from here. */
export function AskContact({ close, ...asked }: AskContactProps): ReactNode {
  const text = useText()
  const { survey } = asked
  const [made, setMade] = useState<Made>()
  return (
    <Dialog title={text('Ask a contact: {name}', { name: survey.name })} className="asks" close={close}>
      {made === undefined ? <Choosing {...asked} ready={setMade} /> : <ReadyLink made={made} survey={survey} />}
      <div className="send">
        <Button onPress={close}>{made === undefined ? text('Cancel') : text('Done')}</Button>
      </div>
    </Dialog>
  )
}

type ChoosingProps = Omit<AskContactProps, 'close'> & { readonly ready: (made: Made) => void }
function Choosing({ survey, context, contact, company, ready }: ChoosingProps): ReactNode {
  const text = useText()
  const [search, setSearch] = useState('')
  const [fault, setFault] = useState<string>()
  const live = useMemo(
    () =>
      context.watch<typeof recipientsContract>('tenure.surveys/recipients', { text: search, ...(company !== undefined && { company }) }),
    [context.watch, search, company],
  )
  const found = useLive(live)?.value?.contacts ?? []
  const contacts = contact === undefined ? found : [contact]
  const choose = async ({ id, name, email }: Contact) => {
    const outcome = await context.act<typeof createPublicLinkContract>('tenure.core/create-public-link', {
      kind: 'tenure.surveys/link',
      name: `${survey.name}: ${name}`.slice(0, 100),
      input: { survey: survey.id, contact: id },
    })
    if (outcome.ok) ready({ address: new URL(`/api${outcome.value.path}`, location.origin).href, email })
    else setFault(outcome.problem.message)
  }
  return (
    <div className="form-fields fields">
      {contact === undefined ? (
        <Field label={text('Contact')} hint={text('A part of the name or the email.')} {...(fault !== undefined && { fault })}>
          <TextInput value={search} onChange={setSearch} />
        </Field>
      ) : fault === undefined ? null : (
        <p role="alert">{fault}</p>
      )}
      <ul className="link-rows" aria-label={text('Contacts')}>
        {contacts.map((contact) => (
          <li className="link-row" key={contact.id}>
            <div className="grow">
              <b dir="auto">{contact.name}</b>
              <p className="small t3">{contact.email}</p>
            </div>
            <Button label={text('Make the link for {name}', { name: contact.name })} onPress={() => void choose(contact)}>
              {text('Make the link')}
            </Button>
          </li>
        ))}
      </ul>
      {contacts.length === 0 ? <p className="small t3">{text('No contact matches.')}</p> : null}
    </div>
  )
}

function ReadyLink({ made, survey }: { readonly made: Made; readonly survey: AskContactProps['survey'] }): ReactNode {
  const text = useText()
  const toasts = useToasts()
  const { address, email } = made
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      toasts.show({ tone: 'done', title: text('The link is copied') })
    } catch {
      toasts.show({ tone: 'refused', title: text('Select the link and copy it yourself.') })
    }
  }
  const mail = `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(survey.name)}&body=${encodeURIComponent(`${survey.question}\n\n${address}`)}`
  return (
    <div className="form-fields fields">
      <Field label={text('Link')} hint={text('Copy it now: it is shown this once. Nothing has been sent.')}>
        <TextInput value={address} onChange={() => undefined} />
      </Field>
      <p>
        <Button onPress={() => void copy()}>{text('Copy')}</Button>{' '}
        <a className="btn" href={mail}>
          {text('Write an email')}
        </a>
      </p>
    </div>
  )
}
