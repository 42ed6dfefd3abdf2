import { type ReactNode, useRef, useState } from 'react'
import type { SavedView } from '../data/answers.js'
import { useViewWords } from '../language/use-view-words.js'
import { Icon } from '../part/icon.js'
import { mayManage, NewView } from './new-view.js'

interface AddViewProps {
  readonly collection: string
  readonly views: readonly SavedView[]
  readonly audience: 'private' | 'everyone'
  /** After the new view is open. */
  readonly opened?: (() => void) | undefined
}

/** Beside the heading of a group of views: a new view with every record, which one then filters. */
export function AddView({ collection, views, audience, opened }: AddViewProps): ReactNode {
  const words = useViewWords()
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  if (audience === 'everyone' && !mayManage(views)) return null
  const label = audience === 'everyone' ? words.addShared : words.addPrivate
  return (
    <>
      <button ref={button} type="button" className="ib tiny" aria-label={label} title={label} onClick={() => setOpen(true)}>
        <Icon name="plus" size={14} />
      </button>
      {isOpen ? (
        <NewView
          {...{ collection, views, audience }}
          parts={{}}
          opened={() => {
            setOpen(false)
            opened?.()
          }}
          close={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
