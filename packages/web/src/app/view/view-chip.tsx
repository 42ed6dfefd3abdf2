import type { ReactNode } from 'react'
import { useReading } from '../format/use-formats.js'
import { useViewWords } from '../language/use-view-words.js'
import { Icon } from '../part/icon.js'
import type { TableModel } from '../table/use-table.js'
import { useView } from './use-view.js'

interface ViewChipProps {
  readonly table: TableModel
  readonly collection: string
}

/** Who sees a saved view and whose it is, and whether the view on the page is edited. */
export function ViewChip({ table, collection }: ViewChipProps): ReactNode {
  const words = useViewWords()
  const { number } = useReading().formats
  const used = useView(table, collection)
  if (used === undefined) return null
  const { audience, builtIn, owner, lacking } = used.view
  const isShared = audience === 'everyone'
  return (
    <>
      {builtIn ? null : (
        <span className="chip plain not-phone" title={owner && words.owner(owner.name)}>
          <Icon name={isShared ? 'users' : 'lock'} size={12} />
          {isShared ? words.shared : words.private}
        </span>
      )}
      <span className="small t3 edited not-phone" role="status">
        {used.isEdited ? (lacking === undefined ? words.edited : `${words.edited}. ${words.lackingGo(lacking, number(lacking))}`) : ''}
      </span>
    </>
  )
}
