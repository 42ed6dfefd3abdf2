import { Button, Dialog, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'

interface ConflictProps {
  readonly theirs: () => void
  readonly mine: () => void
  readonly close: () => void
}

/** Somebody else saved the profile meanwhile: nothing is lost without a word. */
export function Conflict({ theirs, mine, close }: ConflictProps): ReactNode {
  const text = useText()
  const then = (run: () => void) => () => {
    close()
    run()
  }
  return (
    <Dialog title={text('Someone else changed this health score')} className="confirm" close={close}>
      <p className="t2">{text('Yours is not saved. Look at the other version first, or save yours over it.')}</p>
      <div className="send">
        <Button onPress={close}>{text('Go on editing')}</Button>
        <Button onPress={then(theirs)}>{text('Take theirs')}</Button>
        <Button look="primary" onPress={then(mine)}>
          {text('Save mine over it')}
        </Button>
      </div>
    </Dialog>
  )
}
