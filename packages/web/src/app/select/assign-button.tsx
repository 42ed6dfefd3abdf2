import { assigneesContract, usersContract } from '@tenure/core/page'
import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { useWatch } from '../data/use-source.js'
import type { EditorOption } from '../field/editing.js'
import { loadEditor, ValueEditor } from '../field/value-editor.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import type { BulkOffers, StartBulk } from './bulk-offers.js'
import type { BulkRecords } from './use-bulk.js'

interface AssignProps {
  readonly property: BulkOffers['edits'][number]
  readonly people: readonly EditorOption[]
  readonly records: BulkRecords
  readonly count: number
  readonly start: StartBulk
}
interface AssignButtonProps extends AssignProps {
  /** A key or a command wants it open. */
  readonly isWanted: boolean
  readonly opened: () => void
}
const buttonId = 'assign-selected'

/** Assigns the selected records to a person, who is chosen from a list. */
export function AssignButton({ isWanted, opened, ...assign }: AssignButtonProps): ReactNode {
  const { property } = assign
  const words = useWords().bulk
  useEffect(() => {
    if (!isWanted) return
    document.getElementById(buttonId)?.click()
    opened()
  }, [isWanted])
  const label = words.assign(property.label)
  const button = (
    <>
      <Icon name="user" size={14} />
      {label}
    </>
  )
  return (
    <Popover id={buttonId} className="btn ghost" label={label} button={button} tip="A">
      {({ close }) => <Assign {...assign} close={close} />}
    </Popover>
  )
}

/** The people who are here, and their editor: both are there before somebody types. None are known while they are awaited, or when they cannot be had. */
export function usePeople(): { readonly people: readonly EditorOption[] | undefined; readonly arePeopleAwaited: boolean } {
  const { value, problem } = useWatch(usersContract)
  useEffect(() => void loadEditor({ kind: 'user' }).catch(() => undefined), [])
  const people = value?.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))
  return { people, arePeopleAwaited: people === undefined && problem === undefined }
}

interface OpenProps extends AssignProps {
  readonly close: () => void
}

// Everybody is there at once, so that no key is lost; then those whom one of the records can be assigned to.
function Assign({ property, records, count, start, people, close }: OpenProps): ReactNode {
  const possible = useWatch(assigneesContract, { records, property: property.name }).value
  const options = possible === undefined ? people : possible.map(({ id, name }) => ({ value: id, label: name }))
  const words = useWords().bulk
  const { nameOf, formats } = useReading()
  const isDone = useRef(false)
  const save = (user: unknown) => {
    if (isDone.current) return
    isDone.current = true
    close()
    if (typeof user === 'string') start({ values: { [property.name]: user } }, { does: 'assign', to: nameOf(user) })
  }
  return (
    <div className="assign">
      <p className="small t3 lead">{words.assignTo(property.label, formats.number(count))}</p>
      <ValueEditor kind="user" value={null} label={property.label} options={options} autoFocus onSave={save} onCancel={close} />
    </div>
  )
}
