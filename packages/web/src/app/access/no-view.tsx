import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { useAddress } from '../address/use-address.js'
import { Message } from '../part/states.js'
import type { TableModel } from '../table/use-table.js'

/** The address names a view that is not there: one reads so, and may open the first. */
export function NoView({ first }: { readonly first: TableModel['view'] }): ReactNode {
  const { go } = useAddress()
  const words = useWords().table
  const open = first && (
    <button type="button" className="btn" onClick={() => go({ view: first.id, columns: undefined })}>
      {words.openView(first.title)}
    </button>
  )
  return (
    <div className="scroll">
      <Message icon="search" title={words.noViewTitle} role="alert" actions={open}>
        {words.noViewWhy}
      </Message>
    </div>
  )
}
