import { associateContract } from '@tenure/core/page'
import { type ReactNode, Suspense, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { LinkEnd, RecordDetail } from '../data/answers.js'
import { lazily } from '../early/lazily.js'
import { Choose } from '../form/choose.js'
import { Field } from '../form/field.js'
import type { Hit } from '../palette/use-search.js'
import { Dialog } from '../part/dialog.js'
import { Icon } from '../part/icon.js'
import { useAct } from '../write/use-act.js'
import { FindRecord } from './find-record.js'
import { shownLabel } from './shown-label.js'
import '../styles/compose.css'

const NewRecordDialog = lazily('NewRecordDialog', () => import('../create/new-record-dialog.js'))

interface AssociateDialogProps {
  readonly record: RecordDetail
  /** The association to which is added; a choice of all where none is named. */
  readonly association?: string
  readonly close: () => void
}

/** Associates another record with this one, with a label or without, or creates the one that is missing. */
export function AssociateDialog({ record, association, close }: AssociateDialogProps): ReactNode {
  const words = useWords()
  const ends = record.linkable.filter(({ name }) => association === undefined || name === association)
  const [name, setName] = useState(association ?? ends[0]?.name)
  const [label, setLabel] = useState('')
  const [isNew, setNew] = useState(false)
  const end = ends.find((one) => one.name === name)
  const associate = useAssociate(record)
  if (end === undefined) return null
  const added = record.adds.find(({ type }) => type === end.type)
  if (isNew && added !== undefined)
    return (
      <Suspense>
        <NewRecordDialog
          type={end.type}
          title={words.compose.newOf(end.typeLabel)}
          of={{ title: record.title || words.record.unnamed, link: { association: added.association, id: record.id } }}
          close={close}
        />
      </Suspense>
    )
  const choose = async (hit: Hit) => {
    if (await associate(end, hit, label)) close()
  }
  return (
    <Dialog
      title={association === undefined ? words.compose.associate : words.compose.addTo(end.label)}
      subject={record.title ?? ''}
      className="action"
      isForm
      close={close}
    >
      <div className="fields">
        {ends.length < 2 ? null : <Kind ends={ends} name={end.name} choose={setName} />}
        {end.labels.length === 0 ? null : <LabelField labels={end.labels} label={label} set={setLabel} />}
        <FindRecord
          key={end.name}
          label={words.compose.findOf(end.typeLabel)}
          type={end.type}
          taken={takenIn(record, end, words.compose.isThere)}
          choose={(hit) => void choose(hit)}
        />
        {added === undefined ? null : (
          <div className="send">
            <button type="button" className="btn" onClick={() => setNew(true)}>
              <Icon name="plus" size={14} />
              {words.compose.newOf(end.typeLabel)}
            </button>
          </div>
        )}
      </div>
    </Dialog>
  )
}

function useAssociate(record: RecordDetail): (end: LinkEnd, hit: Hit, label: string) => Promise<boolean> {
  const words = useWords().compose
  const act = useAct()
  return async ({ name }, { id: to, title }, label) => {
    const { type, id } = record
    const input = { type, id, association: name, to, ...(label !== '' && { label }) }
    const about = [title, record.title].filter(Boolean).join(' · ')
    return (await act(associateContract, input, { title: words.associated, about })).ok
  }
}

function takenIn(record: RecordDetail, { name, type }: LinkEnd, isThere: string): (hit: Hit) => string | undefined {
  const rows = record.links.find((list) => list.name === name)?.rows ?? []
  return ({ id }) => (rows.some((row) => row.id === id) || (type === record.type && id === record.id) ? isThere : undefined)
}

interface KindProps {
  readonly ends: readonly LinkEnd[]
  readonly name: string
  readonly choose: (name: string) => void
}

function Kind({ ends, name, choose }: KindProps): ReactNode {
  const words = useWords().compose
  return (
    <Field label={words.kind}>
      <Choose
        label={words.kind}
        options={ends.map((end) => ({ value: end.name, label: end.label }))}
        value={name}
        onChange={(next) => next !== null && choose(next)}
      />
    </Field>
  )
}

function LabelField({
  labels,
  label,
  set,
}: {
  readonly labels: readonly string[]
  readonly label: string
  readonly set: (label: string) => void
}): ReactNode {
  const words = useWords()
  return (
    <Field label={words.compose.label} isOptional>
      <Choose
        label={words.compose.label}
        options={labels.map((one) => ({ value: one, label: shownLabel(one) }))}
        value={label === '' ? null : label}
        onChange={(next) => set(next ?? '')}
        placeholder={words.field.none}
        mayBeEmpty
      />
    </Field>
  )
}
