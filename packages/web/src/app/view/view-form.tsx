import type { Outcome } from '@tenure/core/contract'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { Field } from '../form/field.js'
import { Segmented } from '../form/segmented.js'
import { TextInput } from '../form/text-input.js'
import { useViewWords } from '../language/use-view-words.js'
import { Dialog } from '../part/dialog.js'

/** What a person says of a view besides what is on the page. */
export interface ViewText {
  readonly name: string
  readonly description: string
  readonly audience: 'private' | 'everyone'
}
interface ViewFormProps {
  readonly title: string
  readonly initial: ViewText
  /** Whether the person chooses who sees it. */
  readonly mayShare?: boolean
  readonly needsDescription?: boolean
  /** It has its name already. */
  readonly isNamed?: boolean
  readonly verb: string
  readonly submit: (text: ViewText) => Promise<Outcome<unknown>>
  readonly close: () => void
  /** After it was saved; by default it closes. */
  readonly done?: () => void
}

/** Asks for the name of a view, what it is for, and who sees it. It closes once that is saved, and says in place why it was not. */
export function ViewForm(props: ViewFormProps): ReactNode {
  const { title, initial, mayShare = false, needsDescription = false, isNamed = false, verb, submit, close, done = close } = props
  const words = useViewWords()
  const { problem: say } = useWords()
  const [text, setText] = useState(initial)
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [isSending, setSending] = useState(false)
  const change = (next: Partial<ViewText>) => {
    setText({ ...text, ...next })
    setFaults({})
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const missing = {
      ...(text.name.trim() === '' && { name: words.nameMissing }),
      ...(needsDescription && text.description.trim() === '' && { description: words.descriptionMissing }),
    }
    if (Object.keys(missing).length > 0) return setFaults(missing)
    if (isSending) return
    setSending(true)
    const outcome = await submit(text)
    setSending(false)
    if (outcome.ok) done()
    else setFaults({ [isNamed ? 'description' : 'name']: say(outcome.problem) })
  }
  return (
    <Dialog title={title} className="action view-form" isForm close={close}>
      <form className="fields" onSubmit={(event) => void send(event)} noValidate>
        {isNamed ? null : (
          <Field label={words.name} fault={faults['name']}>
            <TextInput value={text.name} onChange={(name) => change({ name })} />
          </Field>
        )}
        <Field label={words.description} hint={words.descriptionHint} isOptional={!needsDescription} fault={faults['description']}>
          <TextInput value={text.description} isLong onChange={(description) => change({ description })} />
        </Field>
        {mayShare ? <Audience value={text.audience} change={(audience) => change({ audience })} /> : null}
        <div className="send">
          <button type="button" className="btn" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" className="btn pri" aria-disabled={isSending}>
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

interface AudienceProps {
  readonly value: ViewText['audience']
  readonly change: (audience: ViewText['audience']) => void
}
function Audience({ value, change }: AudienceProps): ReactNode {
  const words = useViewWords()
  const audiences = [
    { value: 'private', label: words.onlyMe },
    { value: 'everyone', label: words.everyone },
  ]
  return (
    <div className="form-field">
      <span className="form-label">{words.audience}</span>
      <Segmented
        label={words.audience}
        options={audiences}
        value={value}
        onChange={(audience) => change(audience === 'everyone' ? 'everyone' : 'private')}
      />
    </div>
  )
}
