import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '../part/icon.js'

/** A line of the list of keys. */
export type KeyLine = readonly [keys: readonly string[], does: string]

const common: readonly KeyLine[] = [
  [['/'], 'Search in this tab'],
  [['F'], 'Quick filters'],
  [['V'], 'Views'],
  [['J', '\u2193'], 'Next row; the preview follows'],
  [['K', '\u2191'], 'Previous row'],
  [['\u2190', '\u2192'], 'Cells of a row'],
  [['Home', 'End'], 'First, last cell; with Ctrl first, last row'],
  [['Enter'], 'Open the row, or go into its preview; on a column head, sort'],
  [['Shift Enter'], 'On a column head: sort by it next'],
  [['Esc'], 'Close the topmost layer'],
  [['F6'], 'Cycle through bar, views, content and preview'],
  [['?'], 'This list'],
]

/** All keys of the page, in a dialog. */
export function KeyHelp({ tabs, close }: { readonly tabs: readonly KeyLine[]; readonly close: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const back = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (back instanceof HTMLElement) back.focus()
    }
  }, [])
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="key-help" onClose={close}>
      <header>
        <h2 id="key-help">Keyboard shortcuts</h2>
        <button type="button" className="ib" aria-label="Close" onClick={close}>
          <Icon name="x" />
        </button>
      </header>
      <dl className="keys">
        {[...tabs, ...common].map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </dialog>
  )
}
