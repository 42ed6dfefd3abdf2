import { GripVertical } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import { type Column, moveField } from '../grid/columns.js'
import { Icon } from '../part/icon.js'
import type { UsedColumns } from './use-columns.js'

/** All columns with boxes, in their order. */
export function ColumnList({ used: { all, shown, change } }: { readonly used: UsedColumns }): ReactNode {
  const { table: words, record } = useWords()
  const { formats } = useReading()
  const [said, setSaid] = useState('')
  const [dragged, setDragged] = useState<string>()
  const list = useRef<HTMLUListElement>(null)
  const refocus = useRef<string>(undefined)
  const fields = shown.map((column) => column.field)
  const every = [...shown, ...all.filter((column) => !fields.includes(column.field))]
  useEffect(() => {
    if (refocus.current === undefined) return
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(refocus.current)}"]`)?.focus()
    refocus.current = undefined
  })
  const move = (column: Column, step: -1 | 1, key: string) => {
    const next = moveField(fields, column.field, step)
    if (next === fields) return
    refocus.current = key
    setSaid(record.movedTo(column.label, formats.number(next.indexOf(column.field) + 1), formats.number(next.length)))
    change(next)
  }
  const toggle = ({ field }: Column) => {
    refocus.current = `box ${field}`
    change(fields.includes(field) ? fields.filter((one) => one !== field) : [...fields, field])
  }
  const dropOn = (field: string) => {
    if (dragged === undefined || dragged === field || fields.indexOf(field) < 1) return
    const without = fields.filter((one) => one !== dragged)
    const at = fields.indexOf(dragged) < fields.indexOf(field) ? without.indexOf(field) + 1 : without.indexOf(field)
    change([...without.slice(0, at), dragged, ...without.slice(at)])
  }
  return (
    <div className="columns-list">
      <ListHead reset={() => change(undefined)} />
      <ul ref={list}>
        {every.map((column) => (
          <ColumnItem
            key={column.field}
            column={column}
            place={fields.indexOf(column.field)}
            count={fields.length}
            isDragged={dragged === column.field}
            toggle={() => toggle(column)}
            move={(step, key) => move(column, step, key)}
            drag={setDragged}
            dropHere={() => dropOn(column.field)}
          />
        ))}
      </ul>
      <p className="small t3 lead">{words.onlyYours}</p>
      <p className="sr" role="status">
        {said}
      </p>
    </div>
  )
}

function ListHead({ reset }: { readonly reset: () => void }): ReactNode {
  const words = useWords().table
  return (
    <header>
      <h2>{words.columns}</h2>
      <button type="button" className="more" onClick={reset}>
        {words.resetColumns}
      </button>
    </header>
  )
}

interface ItemProps {
  readonly column: Column
  /** Its place among those shown; -1 when it is not. */
  readonly place: number
  readonly count: number
  readonly isDragged: boolean
  readonly toggle: () => void
  readonly move: (step: -1 | 1, key: string) => void
  readonly drag: (field: string | undefined) => void
  readonly dropHere: () => void
}

function ColumnItem({ column, place, count, isDragged, toggle, move, drag, dropHere }: ItemProps): ReactNode {
  const words = useWords().record
  const { field, label } = column
  const canMove = place > 0
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || !/^Arrow(Up|Down)$/.test(event.key)) return
    event.preventDefault()
    move(event.key === 'ArrowUp' ? -1 : 1, `box ${field}`)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    dropHere()
  }
  return (
    <li
      className={isDragged ? 'dragged' : undefined}
      draggable={canMove}
      onDragStart={() => drag(field)}
      onDragEnd={() => drag(undefined)}
      onDragOver={(event) => canMove && event.preventDefault()}
      onDrop={onDrop}
      onKeyDown={onKeyDown}
    >
      <span className="grip">{canMove ? <Icon name={GripVertical} size={14} /> : null}</span>
      <label className="check">
        <input type="checkbox" data-key={`box ${field}`} checked={place >= 0} disabled={place === 0} onChange={toggle} />
        <span className="cut">{label}</span>
      </label>
      {canMove ? (
        <>
          <button
            type="button"
            className="ib tiny"
            data-key={`up ${field}`}
            aria-label={words.moveUp(label)}
            disabled={place === 1}
            onClick={() => move(-1, `up ${field}`)}
          >
            <Icon name="chevron-up" size={14} />
          </button>
          <button
            type="button"
            className="ib tiny"
            data-key={`down ${field}`}
            aria-label={words.moveDown(label)}
            disabled={place === count - 1}
            onClick={() => move(1, `down ${field}`)}
          >
            <Icon name="chevron-down" size={14} />
          </button>
        </>
      ) : null}
    </li>
  )
}
