import { AdminSheet, Button, type ElementContext, Message, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { whoWhen } from './import-run.js'
import type { ShownImport } from './shown-import.js'

interface ImportListProps {
  readonly context: Pick<ElementContext, 'formats' | 'nameOf'>
  readonly imports: readonly ShownImport[]
  readonly open: (run: string) => void
  readonly begin: () => void
}

/** The history of imports: who imported what and when, what became of the lines, what was taken back. */
export function ImportList({ context, imports, open, begin }: ImportListProps): ReactNode {
  const text = useText()
  const start = (
    <Button look="primary" icon="plus" onPress={begin}>
      {text('Import files')}
    </Button>
  )
  if (imports.length === 0)
    return (
      <AdminSheet title={text('Import')}>
        <Message icon="file" title={text('Nothing was imported yet')} actions={start}>
          {text('Drop CSV files on this page, or choose them. You see what would happen before anything is stored.')}
        </Message>
      </AdminSheet>
    )
  return (
    <AdminSheet title={text('Import')} actions={start}>
      <ul className="import-list">
        {imports.map((run) => (
          <li key={run.run}>
            <button type="button" onClick={() => open(run.run)}>
              <span className="grow">
                <b className="cut" dir="auto">
                  {run.name}
                </b>
                <span className="small t3">{whoWhen(context, run, text)}</span>
              </span>
              <span className="small t2">{countsOf(run, text)}</span>
              <StateWord run={run} />
            </button>
          </li>
        ))}
      </ul>
    </AdminSheet>
  )
}

function countsOf({ created, updated, rejected }: ShownImport, text: ReturnType<typeof useText>): string {
  return text('{created} created, {updated} updated, {rejected} rejected', { created, updated, rejected })
}

function StateWord({ run: { state, undo, undoneAt } }: { readonly run: ShownImport }): ReactNode {
  const text = useText()
  const words = {
    running: text('running'),
    paused: text('paused'),
    done: text('done'),
    cancelled: text('cancelled'),
    failed: text('failed'),
  }
  const said = undoneAt !== undefined ? text('taken back') : undo?.state === 'running' ? text('being taken back') : words[state]
  return <span className={`small import-state ${state}`}>{said}</span>
}
