import type { ReactNode } from 'react'
import type { Words } from '../../words/en/index.js'
import { useWords } from '../../words/use-words.js'
import { followUpKinds } from '../compose/follow-up-kinds.js'
import { controlKey } from '../palette/control-key.js'
import { Dialog } from '../part/dialog.js'

/** A line of the list of keys. */
export type KeyLine = readonly [keys: readonly string[], does: string]

const common = (words: Words['keys']): readonly KeyLine[] => [
  [['/'], words.search],
  [['F'], words.quick],
  [['V'], words.views],
  [['J', '\u2193'], words.next],
  [['K', '\u2191'], words.previous],
  [['\u2190', '\u2192'], words.cells],
  [['Home', 'End'], words.ends],
  [['Enter'], words.open],
  [['Shift', 'Enter'], words.sortNext],
  [['Esc'], words.close],
  [['F6'], words.regions],
  [['?'], words.help],
]

/** All keys of the page, in a dialog. */
export function KeyHelp({ tabs, close }: { readonly tabs: readonly KeyLine[]; readonly close: () => void }): ReactNode {
  const words = useWords()
  const { pick, range, all } = words.keys
  const palette: KeyLine = [[controlKey, 'K'], words.palette.open]
  const bell: KeyLine = [['B'], words.notify.title]
  const ofRecords = useRecordKeys()
  const picking: readonly KeyLine[] = [
    [['X', 'Space'], pick],
    [['Shift \u2191', 'Shift \u2193'], range],
    [['Ctrl A'], all],
    [['A'], words.pick.assign],
  ]
  const width: KeyLine = [[words.table.widthKey, '\u2190', '\u2192'], words.table.widthDoes]
  return (
    <Dialog title={words.user.keys} close={close}>
      <dl className="keys">
        {[palette, bell, ...tabs, ...common(words.keys), ...picking, width, ...ofRecords].map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{words.user.keyName(key)}</kbd>
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
