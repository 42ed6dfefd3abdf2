import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import { followUpKinds } from '../compose/follow-up-kinds.js'
import { controlKey } from '../palette/control-key.js'
import { Dialog } from '../part/dialog.js'

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
  const words = useWords()
  const { pick, range, all, assign } = words.bulk.keys
  const palette: KeyLine = [[controlKey, 'K'], words.palette.open]
  const ofRecords = useRecordKeys()
  const picking: readonly KeyLine[] = [
    [['X', 'Space'], pick],
    [['Shift \u2191', 'Shift \u2193'], range],
    [['Ctrl A'], all],
    [['A'], assign],
  ]
  return (
    <Dialog title="Keyboard shortcuts" close={close}>
      <dl className="keys">
        {[palette, ...tabs, ...common, ...picking, ...ofRecords].map(([keys, does]) => (
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
    </Dialog>
  )
}

/** The keys of a record that is open, and the one that creates a record where none is. */
function useRecordKeys(): readonly KeyLine[] {
  const { compose } = useWords()
  const ofKinds = followUpKinds.map(({ type, key }): KeyLine => [[key], compose.keyOf(compose.names[type] ?? type)])
  return [...ofKinds, [['N'], compose.keyNew]]
}
