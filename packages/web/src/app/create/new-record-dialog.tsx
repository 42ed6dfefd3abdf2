import { newRecordContract } from '@tenure/core/page'
import { type ReactNode, useLayoutEffect, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import type { NewRecord } from '../compose/read-form.js'
import { RecordForm } from '../compose/record-form.js'
import { type FirstLink, useNewRecord } from '../compose/use-new-record.js'
import { useWatch } from '../data/use-source.js'
import { typeAhead } from '../early/type-ahead.js'
import { Dialog } from '../part/dialog.js'
import { Failed, LoadingLines } from '../part/states.js'
import { Duplicates } from './duplicates.js'
import '../styles/compose.css'

interface NewRecordDialogProps {
  /** The object type, or the role. */
  readonly type: string
  readonly title: string
  /** The record that it is created for, with the link to it. */
  readonly of?: { readonly title: string; readonly link: FirstLink }
  /** What fields hold at first, by their names. */
  readonly first?: Readonly<Record<string, number | string>>
  readonly close: () => void
}

/** Asks for the main properties of a new record, and opens it once it is there. What was typed stays as a draft until then. */
export function NewRecordDialog({ type, title, of, first, close }: NewRecordDialogProps): ReactNode {
  const words = useWords().compose
  const { value, problem, retry } = useWatch(newRecordContract, { type })
  const [round, setRound] = useState(1)
  useLayoutEffect(() => {
    if (value === undefined) typeAhead()
  }, [])
  return (
    <Dialog title={title} {...(of && { subject: of.title })} className="action new-record" isForm close={close}>
      {value === undefined ? (
        <div className="pad">
          {problem === undefined ? <LoadingLines lines={6} /> : <Failed what={words.form} problem={problem} retry={retry} />}
        </div>
      ) : value.fields.length === 0 ? (
        <p className="t2 pad">{words.mayNot(value.typeLabel)}</p>
      ) : (
        <Form
          key={round}
          made={first === undefined ? value : withFirst(value, first)}
          {...(first && { about: JSON.stringify(first) })}
          verb={value.type === type ? words.create(value.typeLabel) : words.createIt}
          of={of}
          close={close}
          again={() => setRound(round + 1)}
        />
      )}
    </Dialog>
  )
}

function withFirst(made: NewRecord, first: NonNullable<NewRecordDialogProps['first']>): NewRecord {
  return { ...made, fields: made.fields.map((field) => (field.name in first ? { ...field, initial: first[field.name] ?? null } : field)) }
}

interface FormProps {
  readonly made: NewRecord
  readonly verb: string
  readonly of: NewRecordDialogProps['of']
  /** Tells its draft from that of another. */
  readonly about?: string
  readonly close: () => void
  /** Asks for the next one. */
  readonly again: () => void
}

function Form({ made, verb, of, about: place = '', close, again }: FormProps): ReactNode {
  const words = useWords().compose
  const { go } = useAddress()
  const form = useNewRecord(made, `new ${made.type} ${of?.link.id ?? place}`, false)
  const [title] = made.fields
  const send = () => {
    const about = form.texts[title?.name ?? ''] ?? ''
    return form.send({ title: words.created(made.typeLabel), about, links: of === undefined ? [] : [of.link] })
  }
  const submit = async () => {
    const outcome = await send()
    if (!outcome?.ok) return
    close()
    go({ open: { type: made.type, id: outcome.value.id } }, 'push')
  }
  // The next one starts like this one, but for its name.
  const another = async () => {
    const { texts } = form
    if (!(await send())?.ok) return
    for (const [name, text] of Object.entries(texts)) if (name !== title?.name) form.set(name, text)
    again()
  }
  return (
    <RecordForm
      made={made}
      form={form}
      label={words.newOf(made.typeLabel)}
      verb={verb}
      submit={() => void submit()}
      another={() => void another()}
    >
      <Duplicates made={made} texts={form.texts} close={close} />
    </RecordForm>
  )
}
