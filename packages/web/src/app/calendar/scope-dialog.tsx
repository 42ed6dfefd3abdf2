import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { Dialog } from '../part/dialog.js'
import type { Scope } from './use-moves.js'

interface ScopeDialogProps {
  readonly subject: string
  readonly choose: (scope: Scope) => void
  readonly close: () => void
}

/** Asks which times of a series move: one, it and all that follow, or all. */
export function ScopeDialog({ subject, choose, close }: ScopeDialogProps): ReactNode {
  const words = useWords().calendar
  const [scope, setScope] = useState<Scope>('one')
  return (
    <Dialog title={words.moveSeries} subject={subject} className="action" close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          choose(scope)
        }}
      >
        <fieldset className="fields pad cal-scope" aria-label={words.moveSeries}>
          {(['one', 'following', 'all'] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="scope" value={each} checked={scope === each} onChange={() => setScope(each)} />
              <span>
                {words.scopes[each]}
                <span className="small t3">{words.scopesWhy[each]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <footer>
          <span className="grow" />
          <button type="button" className="btn ghost" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" className="btn pri">
            {words.move}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
