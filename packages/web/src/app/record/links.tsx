import { type ReactNode, useState } from 'react'
import { formatAddress } from '../address/address.js'
import { useAddress } from '../address/use-address.js'
import type { LinkList, RecordDetail } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { hasIcon, Icon } from '../part/icon.js'
import { Mark } from '../part/mark.js'
import { Section } from './section.js'

const few = 4
const isMarked = (type: string) => type === 'company' || type === 'contact'

/** The records that a record is associated with, by kind of association. */
export function Links({ record }: { readonly record: RecordDetail }): ReactNode {
  const lists = record.links.filter((list) => list.total > 0)
  return lists.map((list) => <LinkSection key={list.name} record={record} list={list} />)
}

function LinkSection({ record, list }: { readonly record: RecordDetail; readonly list: LinkList }): ReactNode {
  const { formats } = useReading()
  const [isAll, setAll] = useState(false)
  const rows = isAll ? list.rows : list.rows.slice(0, few)
  const unsent = list.total - list.rows.length
  return (
    <Section title={list.label} count={list.total}>
      <ul className="linked">
        {rows.map((row) => (
          <Linked key={row.id} record={record} list={list} row={row} />
        ))}
      </ul>
      {!isAll && list.rows.length > few ? (
        <button type="button" className="more" onClick={() => setAll(true)}>
          Show {formats.number(list.rows.length - few)} more
        </button>
      ) : null}
      {isAll && unsent > 0 ? <p className="small t3 rest">{formats.number(unsent)} more are not shown here.</p> : null}
    </Section>
  )
}

function Linked({
  record,
  list,
  row,
}: {
  readonly record: RecordDetail
  readonly list: LinkList
  readonly row: LinkList['rows'][number]
}): ReactNode {
  const { address, aside, go } = useAddress()
  const open = { type: list.type, id: row.id }
  return (
    <li>
      <a
        href={formatAddress({ ...address, open })}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          go({ open }, 'push', { trail: [...(aside.trail ?? []), { type: record.type, id: record.id, title: record.title ?? 'Unnamed' }] })
        }}
      >
        {isMarked(list.type) ? (
          <Mark id={row.id} name={row.title ?? ''} />
        ) : (
          <span className="ic">
            <Icon name={hasIcon(list.type) ? list.type : 'file'} size={14} />
          </span>
        )}
        <span className="cut grow">{row.title || 'Unnamed'}</span>
        {row.detail === undefined ? null : <span className="small t3 num cut">{row.detail}</span>}
      </a>
    </li>
  )
}
