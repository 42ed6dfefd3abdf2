import { newRecordContract } from '@tenure/core/page'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { plainText } from '../note/note-markup.js'
import { Icon } from '../part/icon.js'
import { Failed, LoadingLines } from '../part/states.js'
import { draftPlace } from './draft-place.js'
import { mailLink } from './mail-link.js'
import { PeopleField, type Person, PhoneLink, peopleOf } from './people-field.js'
import type { NewRecord } from './read-form.js'
import { RecordForm } from './record-form.js'
import { type FirstLink, useNewRecord } from './use-new-record.js'
import '../styles/compose.css'

interface ComposerProps {
  readonly record: RecordDetail
  readonly type: string
  /** The association of the new record that leads to this one. */
  readonly association: string
  readonly close: () => void
}

/** Records an activity of a record, or makes a task for it, where the record is shown. */
export function Composer(props: ComposerProps): ReactNode {
  const { type, close } = props
  const words = useWords()
  const { value, problem, retry } = useWatch(newRecordContract, { type })
  const name = words.compose.names[type] ?? type
  return (
    <section className="composer" aria-label={words.compose.fieldsOf(name)}>
      <header>
        <Icon name={type} size={14} />
        <p className="name grow">{name}</p>
        <button type="button" className="ib tiny" aria-label={words.layer.close} title={words.layer.close} onClick={close}>
          <Icon name="x" size={14} />
        </button>
      </header>
      {value === undefined ? (
        problem === undefined ? (
          <LoadingLines lines={3} />
        ) : (
          <Failed what={words.compose.form} problem={problem} retry={retry} />
        )
      ) : value.fields.length === 0 ? (
        <p className="t3 none">{words.compose.mayNot(value.typeLabel)}</p>
      ) : (
        <Form {...props} made={value} />
      )}
    </section>
  )
}

/** Where the names of chosen people are kept in the draft. */
const peopleKey = ' people'

function Form({ record, type, association, close, made }: ComposerProps & { readonly made: NewRecord }): ReactNode {
  const words = useWords().compose
  const isEmail = type === 'email'
  const form = useNewRecord(made, draftPlace(record, type), true)
  const people = made.people === undefined ? [] : peopleOf(record)
  const chosen = people.filter(({ id }) => (form.texts[peopleKey] ?? '').split('\n').includes(id))
  const ownPhone = textIn(record, 'phone')
  const submit = async () => {
    const links = linksOf(record, association, made.people, chosen)
    const title = isEmail ? words.emailRecorded : (words.added[type] ?? words.created(made.typeLabel))
    const { texts } = form
    const outcome = await form.send({ title, about: record.title ?? '', links, ...(isEmail && { more: { direction: 'outbound' } }) })
    if (!outcome?.ok) return
    if (isEmail) openMail(record, made, texts, chosen)
    close()
  }
  return (
    <RecordForm
      made={made}
      form={form}
      label={words.fieldsOf(words.names[type] ?? made.typeLabel)}
      verb={words.send[type] ?? words.create(made.typeLabel)}
      hint={words.sendKeys}
      submit={() => void submit()}
      leave={close}
    >
      {type === 'call' && ownPhone !== undefined ? (
        <p className="own-phone">
          <PhoneLink phone={ownPhone} name={record.title ?? ''} />
        </p>
      ) : null}
      {people.length === 0 ? null : (
        <PeopleField
          label={isEmail ? words.recipients : words.people}
          people={people}
          chosen={chosen}
          {...(type === 'email' || type === 'call' ? { by: type } : {})}
          choose={(ids) => form.set(peopleKey, ids.join('\n'))}
        />
      )}
    </RecordForm>
  )
}

function linksOf(record: RecordDetail, association: string, people: string | undefined, chosen: readonly Person[]): readonly FirstLink[] {
  const own = { association, id: record.id }
  const others = people === undefined ? [] : chosen.map(({ id }) => ({ association: people, id }))
  return [own, ...others.filter((link) => link.association !== association || link.id !== record.id)]
}

/** The email goes to the person's mail program; this page sends nothing. */
function openMail(
  record: RecordDetail,
  { fields, text }: NewRecord,
  texts: Readonly<Record<string, string>>,
  chosen: readonly Person[],
): void {
  const [subject] = fields
  const own = textIn(record, 'email')
  const to = [...(own === undefined ? [] : [own]), ...chosen.flatMap(({ address }) => address ?? [])]
  const body = plainText(texts[text ?? ''] ?? '')
  window.location.href = mailLink({ to, subject: texts[subject?.name ?? ''] ?? '', body })
}

function textIn({ properties }: RecordDetail, name: string): string | undefined {
  const value = properties.find((property) => property.name === name)?.value
  return typeof value === 'string' && value !== '' ? value : undefined
}
