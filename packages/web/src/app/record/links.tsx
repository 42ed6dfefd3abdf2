import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { LabelChips } from '../associate/label-chips.js'
import { AddLink, LinkTools } from '../associate/link-tools.js'
import type { LinkList, RecordDetail } from '../data/answers.js'
import { Overdue } from '../format/overdue.js'
import { useReading } from '../format/use-formats.js'
import { hasIcon, Icon } from '../part/icon.js'
import { Mark } from '../part/mark.js'
import { RecordLink } from './record-link.js'
import { Section } from './section.js'

type LinkRow = LinkList['rows'][number]
const few = 4
const isMarked = (type: string) => type === 'company' || type === 'contact'

/** The records that a record is associated with, by kind of association. */
export function Links({ record }: { readonly record: RecordDetail }): ReactNode {
  const lists = record.links.filter((list) => list.total > 0)
  return lists.map((list) => <LinkSection key={list.name} record={record} list={list} />)
}

function LinkSection({ record, list }: { readonly record: RecordDetail; readonly list: LinkList }): ReactNode {
  const { formats } = useReading()
  const words = useWords().record
  const [isAll, setAll] = useState(false)
  const rows = isAll ? list.rows : list.rows.slice(0, few)
  const unsent = list.total - list.rows.length
  return (
    <Section title={list.label} count={list.total} end={<AddLink record={record} list={list} />}>
      <ul className="linked">
        {rows.map((row) => (
          <li key={row.id}>
            <RecordLink from={record} to={{ type: list.type, id: row.id }}>
              <Sign list={list} row={row} />
              <span className={`cut name${row.done === true ? ' done' : ''}`} dir="auto">
                {row.title || words.unnamed}
              </span>
              <LabelChips labels={row.labels} />
              <span className="grow" />
              <End row={row} />
            </RecordLink>
            <LinkTools record={record} list={list} row={row} />
          </li>
        ))}
      </ul>
      {!isAll && list.rows.length > few ? (
        <button type="button" className="more" onClick={() => setAll(true)}>
          {words.showMore(formats.number(list.rows.length - few))}
        </button>
      ) : null}
      {isAll && unsent > 0 ? <p className="small t3 rest">{words.notShown(unsent, formats.number(unsent))}</p> : null}
    </Section>
  )
}

function Sign({ list, row }: { readonly list: LinkList; readonly row: LinkRow }): ReactNode {
  if (isMarked(list.type)) return <Mark id={row.id} name={row.title ?? ''} />
  const icon = row.done === false ? 'circle' : hasIcon(list.type) ? list.type : 'file'
  return (
    <span className="ic">
      <Icon name={icon} size={14} />
    </span>
  )
}

/** What is said of a linked record at the end of its line: of work, whether it is done or when it is due. */
function End({ row }: { readonly row: LinkRow }): ReactNode {
  const { formats } = useReading()
  const words = useWords().record
  if (row.done === true) return <span className="small t3">{words.done}</span>
  if (row.due !== undefined) {
    const due = <span className="small num">{formats.dayOf(row.due)}</span>
    return row.due < Date.now() ? <Overdue>{due}</Overdue> : <span className="t3">{due}</span>
  }
  return row.detail === undefined ? null : (
    <span className="small t3 num cut" dir="auto">
      {row.detail}
    </span>
  )
}
