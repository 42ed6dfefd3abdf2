import { type ReactNode, Suspense } from 'react'
import { useWords } from '../../words/use-words.js'
import { lazily } from '../early/lazily.js'
import { Icon } from '../part/icon.js'
import { Popover } from '../part/popover.js'
import { LoadingLines } from '../part/states.js'
import type { UsedColumns } from './use-columns.js'

const load = () => import('./column-list.js')
const ColumnList = lazily('ColumnList', load)

/** Chooses columns and their order: by boxes, by buttons, by Alt with arrows, and by dragging. */
export function ColumnsMenu(props: { readonly used: UsedColumns }): ReactNode {
  const words = useWords().table
  return (
    <Popover
      className="btn ghost columns-btn"
      label={words.columns}
      button={
        <>
          <Icon name="columns" size={14} />
          {words.columns}
        </>
      }
      align="end"
      onNear={() => void load().catch(() => undefined)}
    >
      {() => (
        <Suspense fallback={<LoadingLines lines={6} />}>
          <ColumnList {...props} />
        </Suspense>
      )}
    </Popover>
  )
}
