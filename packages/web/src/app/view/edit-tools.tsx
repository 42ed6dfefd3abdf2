import { type ReactNode, useState } from 'react'
import { useViewWords } from '../language/use-view-words.js'
import { useKeys } from '../shell/keys.js'
import type { TableModel } from '../table/use-table.js'
import { NewView } from './new-view.js'
import { type UsedView, useView } from './use-view.js'

interface EditToolsProps {
  readonly table: TableModel
  readonly collection: string
  /** The filter is open: the tools are there whether something is edited or not. */
  readonly closeFilter?: (() => void) | undefined
}

/** The ways to save, or to leave, what was edited of the view on the page. */
export function EditTools(props: EditToolsProps): ReactNode {
  const used = useView(props.table, props.collection)
  if (used === undefined || !(used.isEdited || props.closeFilter)) return null
  return <Tools {...props} used={used} />
}

function Tools({ table, collection, closeFilter, used }: EditToolsProps & { readonly used: UsedView }): ReactNode {
  const words = useViewWords()
  const [isNaming, setNaming] = useState(false)
  const { view, isEdited, parts, discard, discardOwn, save } = used
  const maySave = isEdited && view.may?.edit === true
  useKeys({ 'Ctrl s': () => (maySave ? void save() : isEdited && setNaming(true)) })
  return (
    <span className="edit-tools">
      {isEdited ? <span className="small t3 edited only-phone">{words.edited}</span> : null}
      {isEdited ? (
        <button type="button" className="btn ghost" onClick={discard}>
          {words.discard}
        </button>
      ) : null}
      {closeFilter === undefined ? null : (
        <button type="button" className="btn ghost" onClick={closeFilter}>
          {words.closeFilter}
        </button>
      )}
      {isEdited ? (
        <button type="button" className={`btn${maySave ? '' : ' pri'}`} onClick={() => setNaming(true)}>
          {words.saveAs}
        </button>
      ) : null}
      {maySave ? (
        <button type="button" className="btn pri" onClick={() => void save()}>
          {words.save}
          <kbd className="not-phone">Ctrl S</kbd>
        </button>
      ) : null}
      {isNaming ? (
        <NewView
          {...{ collection, parts }}
          views={table.views.value ?? []}
          audience="private"
          opened={() => {
            discardOwn()
            setNaming(false)
          }}
          close={() => setNaming(false)}
        />
      ) : null}
    </span>
  )
}
