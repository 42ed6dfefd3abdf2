import { associateContract, unassociateContract } from '@tenure/core/page'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { LinkList, RecordDetail } from '../data/answers.js'
import { lazily } from '../early/lazily.js'
import { Boundary } from '../part/boundary.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { useAct } from '../write/use-act.js'
import { shownLabel } from './shown-label.js'

const AssociateDialog = lazily('AssociateDialog', () => import('./associate-dialog.js'))

interface AddLinkProps {
  readonly record: RecordDetail
  readonly list: Pick<LinkList, 'name' | 'label'>
}

/** The button of a section that adds a record to it, for those who may. */
export function AddLink({ record, list }: AddLinkProps): ReactNode {
  const words = useWords().compose
  const [isOpen, setOpen] = useState(false)
  if (!record.linkable.some(({ name }) => name === list.name)) return null
  const label = words.addTo(list.label)
  return (
    <>
      <button type="button" className="ib tiny" aria-label={label} title={label} onClick={() => setOpen(true)}>
        <Icon name="plus" size={14} />
      </button>
      {isOpen ? (
        <Boundary what={label}>
          <Suspense>
            <AssociateDialog record={record} association={list.name} close={() => setOpen(false)} />
          </Suspense>
        </Boundary>
      ) : null}
    </>
  )
}

interface LinkToolsProps {
  readonly record: RecordDetail
  readonly list: LinkList
  readonly row: LinkList['rows'][number]
}

/** What can be done with one association: its labels, and taking it away, each with undo. */
export function LinkTools({ record, list, row }: LinkToolsProps): ReactNode {
  const words = useWords()
  const end = record.linkable.find(({ name }) => name === list.name)
  if (end === undefined) return null
  const title = row.title || words.record.unnamed
  return (
    <Popover
      className="ib tiny link-tools"
      label={words.compose.labelsOf(title)}
      tip={words.compose.labels}
      button={<Icon name="dots" size={14} />}
      align="end"
    >
      {({ close }) => <Tools record={record} list={list} row={row} usual={end.labels} title={title} close={close} />}
    </Popover>
  )
}

interface ToolsProps extends LinkToolsProps {
  readonly usual: readonly string[]
  readonly title: string
  readonly close: () => void
}

function Tools({ record, list, row, usual, title, close }: ToolsProps): ReactNode {
  const words = useWords().compose
  const act = useAct()
  const own = row.labels ?? []
  const link = { type: record.type, id: record.id, association: list.name, to: row.id }
  // A tick shows at once, and goes back where it is refused.
  const [wanted, setWanted] = useState<Readonly<Record<string, boolean>>>({})
  const has = (label: string) => wanted[label] ?? own.includes(label)
  useEffect(() => setWanted({}), [own.join('\n')])
  const toggle = async (label: string) => {
    const text = shownLabel(label)
    setWanted({ ...wanted, [label]: !has(label) })
    const outcome = has(label)
      ? await act(unassociateContract, { ...link, label }, { title: words.unlabelled(text), about: title })
      : await act(associateContract, { ...link, label }, { title: words.labelled(text), about: title })
    if (!outcome.ok) setWanted({})
  }
  const remove = () => {
    close()
    void act(unassociateContract, { ...link, all: true }, { title: words.removed, about: title })
  }
  return (
    <div className="label-tools">
      <fieldset>
        <legend className="small t3">{words.labels}</legend>
        {[...new Set([...usual, ...own])].map((label) => (
          <label key={label} className="check">
            <input type="checkbox" checked={has(label)} onChange={() => void toggle(label)} />
            <span dir="auto">{shownLabel(label)}</span>
          </label>
        ))}
      </fieldset>
      <OtherLabel add={(label) => (has(label) ? undefined : void toggle(label))} />
      <button type="button" className="btn" onClick={remove}>
        <Icon name="x" size={14} />
        <span className="cut">{words.remove}</span>
      </button>
    </div>
  )
}

function OtherLabel({ add }: { readonly add: (label: string) => void }): ReactNode {
  const words = useWords().compose
  const [text, setText] = useState('')
  return (
    <form
      className="other-label"
      onSubmit={(event) => {
        event.preventDefault()
        const label = text.trim()
        if (label === '') return
        add(label)
        setText('')
      }}
    >
      <input
        type="text"
        aria-label={words.addLabel}
        placeholder={words.addLabel}
        maxLength={100}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="btn">
        {words.add}
      </button>
    </form>
  )
}
