import { saveViewContract } from '@tenure/core/page'
import { useEffect, useState } from 'react'
import { useAddress } from '../address/use-address.js'
import type { SavedView } from '../data/answers.js'
import { chosenColumns } from '../grid/chosen-columns.js'
import { useViewWords } from '../language/use-view-words.js'
import type { TableModel } from '../table/use-table.js'
import { useAct } from '../write/use-act.js'
import { allParts, changedParts, editsOf, isEdited, type KeptParts, type ShownView } from './view-edits.js'

/** The view on the page, what of it is edited, and what can be done with it. */
export interface UsedView {
  readonly view: SavedView
  readonly isEdited: boolean
  /** What a new view takes over from the page. */
  readonly parts: KeptParts
  readonly discard: () => void
  /** Forgets the user's own columns of this view, which another one has taken over. */
  readonly discardOwn: () => void
  /** Writes what was edited into the view. */
  readonly save: () => Promise<void>
}

/** The view on the page. */
export function useView({ view, used }: TableModel, collection: string): UsedView | undefined {
  const { address, aside, go } = useAddress()
  const words = useViewWords()
  const act = useAct()
  const [savedFrom, setSavedFrom] = useState<string>()
  const clean = () => {
    used.change(undefined)
    go({ filter: undefined, sort: [], columns: undefined }, 'replace', aside)
  }
  // The page goes back to the view once the view has what was saved, so that no older rows are drawn in between.
  useEffect(() => {
    if (savedFrom === undefined || view?.version === savedFrom) return
    setSavedFrom(undefined)
    clean()
  }, [savedFrom, view?.version])
  if (view === undefined) return undefined
  const fieldsOf = (fields: readonly string[] | undefined) => chosenColumns(used.all, fields).map(({ field }) => field)
  const { overlay, own } = used
  const shown: ShownView = {
    ...{ view, address, overlay, own, fields: used.shown.map(({ field }) => field) },
    saved: fieldsOf(view.columns?.map(({ field }) => field)),
  }
  const save = async () => {
    const { id, version, title } = view
    const input = { id, collection, ...changedParts(shown), ...(version !== undefined && { version }) }
    const { ok } = await act(saveViewContract, input, { title: words.saved, about: title })
    if (ok) setSavedFrom(version)
  }
  return { view, isEdited: isEdited(editsOf(shown)), parts: allParts(shown), discard: clean, discardOwn: used.forget, save }
}
