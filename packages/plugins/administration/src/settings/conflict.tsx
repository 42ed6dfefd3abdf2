import { Button, type ElementContext, Icon, type Text } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { type SavedPlace, useSavedBy } from './use-saved-by.js'

interface ConflictProps {
  readonly context: Pick<ElementContext, 'watch' | 'formats' | 'nameOf'>
  readonly place: SavedPlace
  readonly text: Text
  readonly mine: string
  readonly theirs: string
  readonly keepMine: () => void
  readonly takeTheirs: () => void
}

/** Both values of a field that someone else has saved meanwhile; one of them is chosen before anything is saved. */
export function Conflict({ context, place, text, mine, theirs, keepMine, takeTheirs }: ConflictProps): ReactNode {
  const savedBy = useSavedBy(context, place, text)
  return (
    <div className="refuse" role="alert">
      <Icon name="alert" size={14} />
      <div>
        <p>
          <b>{savedBy}</b>
        </p>
        <dl className="both">
          <dt>{text('Theirs')}</dt>
          <dd dir="auto">{theirs}</dd>
          <dt>{text('Yours')}</dt>
          <dd dir="auto">{mine}</dd>
        </dl>
        <div className="go">
          <Button onPress={takeTheirs}>{text('Take theirs')}</Button>
          <Button look="bare" onPress={keepMine}>
            {text('Keep yours')}
          </Button>
        </div>
      </div>
    </div>
  )
}
