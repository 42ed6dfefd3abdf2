import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { useWords } from '../../words/use-words.js'
import { Icon } from './icon.js'

interface DialogProps {
  readonly title: string
  /** What it is about. */
  readonly subject?: string
  readonly className?: string
  /** It asks for something: a press outside keeps it open, so that nothing typed is lost. */
  readonly isForm?: boolean
  readonly close: () => void
  readonly children: ReactNode
}

/** The browser's own dialog over the page. Esc closes the topmost one; the focus goes back to where it was. */
export function Dialog({ title, subject, className = '', isForm = false, close, children }: DialogProps): ReactNode {
  const words = useWords().layer
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const own = dialog.current
    const back = document.activeElement
    own?.setAttribute('closedby', isForm ? 'closerequest' : 'any')
    own?.showModal()
    own?.querySelector<HTMLElement>('.fields :is(input, select, textarea, [contenteditable="true"])')?.focus()
    return () => {
      own?.close()
      if (back instanceof HTMLElement) back.focus({ preventScroll: true })
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={id}
      onClose={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <header>
        <div className="grow">
          <h2 id={id} className="cut" dir="auto">
            {title}
          </h2>
          {subject === undefined ? null : (
            <p className="small t3 cut" title={subject} dir="auto">
              {subject}
            </p>
          )}
        </div>
        <button type="button" className="ib" aria-label={words.close} onClick={close}>
          <Icon name="x" />
        </button>
      </header>
      {children}
    </dialog>
  )
}
