import type { RefObject } from 'react'
import { useWords } from '../../words/use-words.js'
import { useReading } from '../format/use-formats.js'
import type { GridControl } from '../grid/grid-focus.js'
import { type Command, useCommands } from '../palette/commands.js'
import { controlKey } from '../palette/control-key.js'
import type { Selecting } from '../select/use-selection.js'
import { assignFrom } from './use-table-keys.js'

/** Offers what can be done with the selection to Ctrl K. */
export function useOfferedPicking(selecting: Selecting | undefined, total: number, grid: RefObject<GridControl | null>): void {
  const words = useWords().pick
  const { number } = useReading().formats
  useCommands(selecting && { kind: 'actions', title: words.bar, commands: commandsOf(selecting) })

  function commandsOf({ count, head, offersAll, toggleKnown, takeAll, clear }: Selecting): readonly Command[] {
    const assign = () => selecting && assignFrom(selecting, grid.current)
    return [
      { id: 'pick assign', title: words.assign, icon: 'user', keys: ['A'], run: assign },
      ...(head === 'on' || toggleKnown === undefined
        ? []
        : [{ id: 'pick known', title: words.selectKnown, keys: [controlKey, 'A'], run: toggleKnown }]),
      ...(offersAll ? [{ id: 'pick all', title: words.selectAll(number(total)), keys: [controlKey, 'A'], run: takeAll }] : []),
      ...(count > 0 ? [{ id: 'pick none', title: words.clear, keys: ['Esc'], run: clear }] : []),
    ]
  }
}
