import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { guards } from '../address/leave-guard.js'
import { controlKey } from '../palette/control-key.js'
import { Dialog } from '../part/dialog.js'
import { Icon } from '../part/icon.js'

interface SaveBarProps {
  /** What is saved: *General*. */
  readonly what: string
  /** How many changes are not saved; without one the bar is not there. */
  readonly changes: number
  /** How many fields cannot be saved as they are. */
  readonly faults?: number
  /** A word about what saving does. */
  readonly note?: string
  readonly isSaving?: boolean
  readonly save: () => void
  readonly discard: () => void
  readonly review?: () => void
}

/** The bar of changes that are not saved. Ctrl S saves; leaving the page asks first. */
export function SaveBar({ what, changes, faults = 0, note, isSaving = false, save, discard, review }: SaveBarProps): ReactNode {
  const words = useWords().form
  const { keyName } = useWords().user
  const isHere = changes > 0
  const mayBeSaved = isHere && faults === 0 && !isSaving
  useSaveKey(mayBeSaved, save)
  const [leaving, stay] = useLeaving(isHere)
  if (!isHere) return null
  return (
    <section className="unsaved" aria-label={words.unsaved}>
      <span className="dot" aria-hidden="true" />
      <span role="status">
        <b>{words.changes(changes)}</b> <span className="t3">{words.inPart(what)}</span>
      </span>
      {faults === 0 ? null : (
        <span className="small bad">
          <Icon name="alert" size={14} />
          {words.faults(faults)}
        </span>
      )}
      {note === undefined ? null : <span className="small t2 not-narrow">{note}</span>}
      <span className="grow" />
      <button type="button" className="btn ghost" onClick={discard}>
        {words.discard}
      </button>
      {review === undefined ? null : (
        <button type="button" className="btn not-narrow" onClick={review}>
          {words.review}
        </button>
      )}
      <button type="button" className="btn pri" disabled={!mayBeSaved} aria-keyshortcuts="Control+S" onClick={save}>
        {words.save(what)} <kbd>{keyName(controlKey)} S</kbd>
      </button>
      {leaving === undefined ? null : <Leaving what={what} goOn={leaving} stay={stay} />}
    </section>
  )
}

function useSaveKey(isOn: boolean, save: () => void): void {
  const now = useRef({ isOn, save })
  now.current = { isOn, save }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      if (now.current.isOn) now.current.save()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** How to go on, while somebody is about to leave. The browser asks in its own words when the page is closed or loaded again. */
function useLeaving(isOn: boolean): readonly [(() => void) | undefined, () => void] {
  const [leaving, setLeaving] = useState<() => void>()
  useEffect(() => {
    if (!isOn) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    const hold = (goOn: () => void) => {
      setLeaving(() => goOn)
      return true
    }
    guards.add(hold)
    window.addEventListener('beforeunload', ask)
    return () => {
      guards.delete(hold)
      window.removeEventListener('beforeunload', ask)
    }
  }, [isOn])
  return [leaving, () => setLeaving(undefined)]
}

function Leaving({ what, goOn, stay }: { readonly what: string; readonly goOn: () => void; readonly stay: () => void }): ReactNode {
  const words = useWords().form
  return (
    <Dialog title={words.leave} className="confirm" close={stay}>
      <p className="t2">{words.leaveWhy(what)}</p>
      <div className="send">
        <button type="button" className="btn" onClick={stay}>
          {words.stay}
        </button>
        <button
          type="button"
          className="btn pri"
          onClick={() => {
            stay()
            goOn()
          }}
        >
          {words.leaveVerb}
        </button>
      </div>
    </Dialog>
  )
}
