// biome-ignore-all lint/a11y/useFocusableInteractive: in a grid what is in the cells takes the focus, one at a time
// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by transform, which table cells cannot be
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { Row } from '../data/named.js'
import { Icon } from '../part/icon.js'
import type { RowButton } from './row-acts.js'

interface ActsCellProps {
  readonly row: Row | undefined
  readonly name: string
  readonly buttons: readonly RowButton[]
  /** The place of its first button among the cells of the row, and how many columns there are before it. */
  readonly at: number
  readonly colIndex: number
  readonly activeColumn: number | undefined
}

/** The buttons of a row and of its menu take the focus in the place of their cell; the grid hears their clicks. */
export function ActsCell({ row, name, buttons, at, colIndex, activeColumn }: ActsCellProps): ReactNode {
  const words = useWords()
  const subject = name || words.record.unnamed
  const place = (beyond: number) => ({ tabIndex: activeColumn === at + beyond ? 0 : -1, 'data-col': at + beyond })
  return (
    <div role="gridcell" aria-colindex={colIndex} className="td at-end">
      {row === undefined ? null : (
        <span className="row-acts">
          {buttons.map(({ at: action, title, icon, key }, beyond) => (
            <button
              type="button"
              className="btn"
              key={action}
              aria-label={`${title}: ${subject}`}
              title={key === undefined ? title : `${title} (${key.toUpperCase()})`}
              {...place(beyond)}
            >
              {icon && <Icon name={icon} size={14} />}
              <span className="cut">{title}</span>
            </button>
          ))}
          <button
            type="button"
            className="ib dots"
            aria-haspopup="menu"
            aria-label={words.layer.actionsFor(subject)}
            title={words.layer.actions}
            {...place(buttons.length)}
          >
            <Icon name="dots" />
          </button>
        </span>
      )}
    </div>
  )
}
