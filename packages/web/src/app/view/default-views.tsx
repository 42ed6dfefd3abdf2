import { type ReactNode, useEffect, useState } from 'react'
import { OrderList } from '../arrange/order-list.js'
import type { SavedView } from '../data/answers.js'
import { useViewWords } from '../language/use-view-words.js'
import { Dialog } from '../part/dialog.js'
import { useViewActs } from './use-view-acts.js'

interface DefaultViewsProps {
  readonly collection: string
  readonly views: readonly SavedView[]
  readonly close: () => void
}

interface Item {
  readonly id: string
  readonly label: string
  readonly isShown: boolean
}
/** The one view whose place differs, and its new one. */
function changeOf(before: readonly Item[], after: readonly Item[]): { readonly id: string; readonly place: number | null } | undefined {
  const shown = after.filter(({ isShown }) => isShown)
  const toggled = after.find(({ id, isShown }) => before.some((item) => item.id === id && item.isShown !== isShown))
  if (toggled !== undefined) return { id: toggled.id, place: toggled.isShown ? shown.length : null }
  const was = before.filter(({ isShown }) => isShown)
  const at = shown.findIndex(({ id }, index) => was[index]?.id !== id)
  const moved = shown[at]
  return moved && { id: moved.id, place: at + 1 }
}

/** The views of the workspace with those that are default first: by boxes, by buttons, and by Alt with arrows. */
export function DefaultViews({ collection, views, close }: DefaultViewsProps): ReactNode {
  const words = useViewWords()
  const { setDefault } = useViewActs(collection)
  const known: readonly Item[] = views
    .filter(({ audience }) => audience !== 'private')
    .map(({ id, title, place }) => ({ id, label: title, isShown: place !== undefined }))
  // What was changed shows at once, and goes back where it is refused.
  const [pending, setPending] = useState<readonly Item[]>()
  const items = pending ?? known
  useEffect(() => setPending(undefined), [JSON.stringify(known)])
  const change = async (next: readonly Item[]) => {
    const found = changeOf(items, next)
    const view = views.find(({ id }) => id === found?.id)
    if (view === undefined || found === undefined) return
    setPending(next)
    if (!(await setDefault(view, found.place))) setPending(undefined)
  }
  return (
    <Dialog title={words.order} className="action order-form" close={close}>
      <p className="t2">{words.orderWhy}</p>
      <div className="columns-list default-views">
        <OrderList title={words.order} items={items} change={(next) => void change(next)} />
      </div>
    </Dialog>
  )
}
