import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { SortKey } from '../address/address.js'
import type { Column } from '../grid/columns.js'
import { Icon } from '../part/icon.js'
import { Menu } from '../part/menu.js'

interface SortMenuProps {
  readonly columns: readonly Column[]
  readonly sort: readonly SortKey[]
  readonly change: (field: string) => void
}

/** The sort of a list on a phone, where there are no column heads. */
export function SortMenu({ columns, sort, change }: SortMenuProps): ReactNode {
  const words = useWords().list
  const [first] = sort
  const label = columns.find((column) => column.field === first?.property)?.label
  const arrow = first?.direction === 'descending' ? 'arrow-down' : 'arrow-up'
  const button = (
    <>
      {label === undefined ? words.sort : <b>{label}</b>}
      {label === undefined ? <Icon name="chevron-down" size={12} /> : <Icon name={arrow} size={12} />}
    </>
  )
  return (
    <span className="only-phone">
      <Menu
        className={`pill${label === undefined ? '' : ' on'}`}
        label={label === undefined ? words.sort : words.sortedBy(label)}
        button={button}
        entries={columns
          .filter((column) => column.isSortable)
          .map((column) => ({
            key: column.field,
            label: column.label,
            isChosen: column.field === first?.property,
            chosenIcon: arrow,
            act: () => change(column.field),
          }))}
      />
    </span>
  )
}
