import { saveViewContract } from '@tenure/core/page'
import { type ReactNode, useEffect, useState } from 'react'
import { useAddress } from '../address/use-address.js'
import type { SavedView } from '../data/answers.js'
import { useViewWords } from '../language/use-view-words.js'
import { useAct } from '../write/use-act.js'
import type { KeptParts } from './view-edits.js'
import { ViewForm, type ViewText } from './view-form.js'

interface NewViewProps {
  readonly collection: string
  readonly views: readonly SavedView[]
  /** What it takes over. */
  readonly parts: KeptParts
  readonly audience: ViewText['audience']
  /** After the page has opened it. */
  readonly opened: () => void
  readonly close: () => void
}

/** Asks for the name of a new view, saves it and opens it. */
export function NewView({ collection, views, parts, audience, opened, close }: NewViewProps): ReactNode {
  const words = useViewWords()
  const act = useAct()
  const { go } = useAddress()
  const [saved, setSaved] = useState<string>()
  const isListed = saved !== undefined && views.some(({ id }) => id === saved)
  // It is opened once the list has it: until then there is no such view on the page.
  useEffect(() => {
    if (!isListed) return
    go({ view: saved, filter: undefined, sort: [], columns: undefined, open: undefined })
    opened()
  }, [isListed])
  if (saved !== undefined) return null
  const submit = async ({ name, description, ...text }: ViewText) => {
    const input = { collection, ...parts, name, ...text, ...(description.trim() !== '' && { description }) }
    const outcome = await act(saveViewContract, input, { title: words.created, about: name, isShownInPlace: true })
    if (outcome.ok) setSaved(outcome.value.id)
    return outcome
  }
  return (
    <ViewForm
      title={words.newView}
      initial={{ name: '', description: '', audience }}
      mayShare={mayManage(views)}
      verb={words.saveAs}
      submit={submit}
      close={close}
      done={() => undefined}
    />
  )
}

/** Whether the person may share views of the workspace and choose the default ones: the same right gives both. */
export function mayManage(views: readonly SavedView[]): boolean {
  return views.some(({ may }) => may?.default === true)
}
