import type { importLinesContract, rejectedCsvContract, steerImportContract } from '@tenure/core/administration'
import { Button, type ElementContext, Mark, Message, Segmented, type Text, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import { causeText } from './cause-text.js'
import { Counts } from './dry-run.js'
import { MendLine } from './mend-line.js'
import { saveText } from './send-file.js'
import type { ImportedLine, ShownImport } from './shown-import.js'

type Context = Pick<ElementContext, 'act' | 'watch' | 'formats' | 'nameOf' | 'openRecord'>
type Result = 'created' | 'updated' | 'rejected'

interface ImportRunProps {
  readonly context: Context
  readonly run: ShownImport
  readonly back: () => void
}

/** One import, while it runs and afterwards: what became of its lines, what to mend, and taking all of it back. */
export function ImportRun({ context, run, back }: ImportRunProps): ReactNode {
  const text = useText()
  const [chosen, setChosen] = useState<Result>()
  const [problem, setProblem] = useState<string>()
  const isGoingOn = run.state === 'running' || run.state === 'paused'
  const steer = async (to: 'pause' | 'continue' | 'cancel' | 'undo') => {
    const outcome = await context.act<typeof steerImportContract>('tenure.imports/steer', { run: run.run, to })
    setProblem(outcome.ok ? undefined : outcome.problem.message)
  }
  const result = chosen ?? (run.rejected > 0 ? 'rejected' : 'created')
  return (
    <main className="pane" data-region="content">
      <div className="head">
        <Button look="bare" icon="chevron-left" label={text('All imports')} onPress={back}>
          {text('All imports')}
        </Button>
        <h1 className="cut" dir="auto">
          {run.name}
        </h1>
        <span className="small t3">{whoWhen(context, run, text)}</span>
        <span className="grow" />
        <Steering run={run} steer={steer} />
      </div>
      <section className="admin-list import-run" aria-label={run.name}>
        <Progress run={run} />
        {problem === undefined && run.problem === undefined ? null : (
          <p className="import-fault" role="alert">
            {problem ?? run.problem}
          </p>
        )}
        <Counts
          number={context.formats.number}
          counts={[
            [run.created, text('created')],
            [run.updated, text('updated')],
            [run.unchanged, text('unchanged')],
            [run.rejected, text('rejected'), true],
            ...(isGoingOn ? [[Math.max(0, run.total - run.lines), text('still to come')] as const] : []),
          ]}
        />
        <Undoing run={run} />
        {run.kept ? (
          <Lines context={context} run={run} result={result} choose={setChosen} />
        ) : (
          <p className="t3 import-note">{text('The lines of this import are not kept here.')}</p>
        )}
      </section>
    </main>
  )
}

/** Who started an import and when. */
export function whoWhen(
  { formats, nameOf }: Pick<Context, 'formats' | 'nameOf'>,
  run: ShownImport,
  text: ReturnType<typeof useText>,
): string {
  const user = run.user === undefined ? text('the command line') : nameOf(run.user)
  return text('started {when} by {user}', { when: `${formats.dayOf(run.startedAt)}, ${formats.time(run.startedAt)}`, user })
}

function Steering({
  run,
  steer,
}: {
  readonly run: ShownImport
  readonly steer: (to: 'pause' | 'continue' | 'cancel' | 'undo') => void
}): ReactNode {
  const text = useText()
  if (!run.kept) return null
  if (run.state === 'running')
    return (
      <>
        <Button look="bare" onPress={() => steer('cancel')}>
          {text('Cancel')}
        </Button>
        <Button onPress={() => steer('pause')}>{text('Pause')}</Button>
      </>
    )
  if (run.state === 'paused')
    return (
      <>
        <Button look="bare" onPress={() => steer('cancel')}>
          {text('Cancel')}
        </Button>
        <Button look="primary" onPress={() => steer('continue')}>
          {text('Continue')}
        </Button>
      </>
    )
  if (run.undo?.state === 'running' || run.undoneAt !== undefined || run.created + run.updated === 0) return null
  return (
    <Button icon="history" onPress={() => steer('undo')}>
      {text('Undo this import')}
    </Button>
  )
}

// Taking it back: what there is to take back, how far that has come, what stays.
function Undoing({ run: { undo, undoneAt, created, updated } }: { readonly run: ShownImport }): ReactNode {
  const text = useText()
  const { state, done = 0, total = created + updated, kept = 0, left = 0, failed = 0 } = undo ?? {}
  const stay = kept + left + failed
  const behind = Math.min(done + stay, total)
  if (state === 'running')
    return (
      <div className="import-progress">
        <p>
          {total === 1
            ? text('Taking it back: {done} of 1 change', { done: behind })
            : text('Taking it back: {done} of {total} changes', { done: behind, total })}
        </p>
        <progress value={total === 0 ? 1 : Math.min(1, (done + stay) / total)} max={1} aria-label={text('Progress of taking it back')} />
      </div>
    )
  const said =
    undoneAt !== undefined
      ? text('This import was taken back.')
      : undo === undefined
        ? canBeUndone(text, created + updated)
        : broken(text, done)
  return (
    <p className="import-note t2">
      {said}
      {stay === 0 ? null : ` ${staying(text, stay)}`}
    </p>
  )
}

function canBeUndone(text: Text, count: number): string {
  return count === 1
    ? text('1 change can be undone. Running the same file again changes nothing that is already right.')
    : text('{count} changes can be undone as one. Running the same file again changes nothing that is already right.', { count })
}
function broken(text: Text, count: number): string {
  return count === 1
    ? text('Taking it back did not come to its end: 1 change is taken back. Undo it again to go on.')
    : text('Taking it back did not come to its end: {count} changes are taken back. Undo it again to go on.', { count })
}
function staying(text: Text, count: number): string {
  return count === 1
    ? text('1 change stays: others changed it since, or you may not.')
    : text('{count} changes stay: others changed them since, or you may not.', { count })
}

function Progress({ run }: { readonly run: ShownImport }): ReactNode {
  const text = useText()
  const part = run.total === 0 ? 1 : Math.min(1, run.lines / run.total)
  const states = {
    running: text('running'),
    paused: text('paused'),
    done: text('done'),
    cancelled: text('cancelled'),
    failed: text('failed'),
  }
  return (
    <div className="import-progress">
      <p>
        <b>{text('{done} of {total}', { done: run.lines, total: run.total })}</b> {run.total === 1 ? text('line') : text('lines')}
        <span className="small t3"> · {states[run.state]}</span>
      </p>
      <progress value={part} max={1} aria-label={text('Progress of the import')} />
    </div>
  )
}

function Lines({
  context,
  run,
  result,
  choose,
}: {
  readonly context: Context
  readonly run: ShownImport
  readonly result: Result
  readonly choose: (result: Result) => void
}): ReactNode {
  const text = useText()
  const lines = useLive(
    useMemo(() => context.watch<typeof importLinesContract>('tenure.imports/lines', { run: run.run, result }), [run.run, result]),
  )
  const { number } = context.formats
  const download = async () => {
    const outcome = await context.act<typeof rejectedCsvContract>('tenure.imports/rejected-csv', { run: run.run })
    if (outcome.ok) for (const { name, text: content } of outcome.value.files) saveText(name, content, 'text/csv')
  }
  const found = lines?.value
  return (
    <>
      <div className="import-tabs">
        <Segmented
          label={text('Lines of this import')}
          value={result}
          onChange={(value) => choose(value as Result)}
          options={[
            { value: 'created', label: text('Created'), count: number(run.created) },
            { value: 'updated', label: text('Updated'), count: number(run.updated) },
            { value: 'rejected', label: text('Rejected'), count: number(run.rejected) },
          ]}
        />
        <span className="grow" />
        {run.rejected === 0 ? null : (
          <>
            <span className="small t3">{text('Nothing of a rejected line was taken')}</span>
            <Button icon="file" onPress={download}>
              {text('Rejected as CSV')}
            </Button>
          </>
        )}
      </div>
      {found === undefined ? null : found.lines.length === 0 ? (
        <Message icon="check" title={text('No such lines')} />
      ) : (
        <LineTable context={context} run={run} lines={found.lines} total={found.total} />
      )}
    </>
  )
}

function LineTable({
  context,
  run,
  lines,
  total,
}: {
  readonly context: Context
  readonly run: ShownImport
  readonly lines: readonly ImportedLine[]
  readonly total: number
}): ReactNode {
  const text = useText()
  const [mending, mend] = useState<ImportedLine>()
  return (
    <>
      <table className="import-lines" aria-label={text('Lines of this import')}>
        <thead>
          <tr className="import-line heads">
            <th scope="col">{text('Line')}</th>
            <th scope="col">{text('Record')}</th>
            <th scope="col">{text('Property')}</th>
            <th scope="col">{text('Value')}</th>
            <th scope="col">{text('Why')}</th>
            <th scope="col" aria-label={text('Mend')} />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <LineRow
              key={`${line.file} ${line.line}`}
              line={line}
              open={context.openRecord}
              mend={run.state === 'running' ? undefined : mend}
            />
          ))}
        </tbody>
      </table>
      {total > lines.length ? (
        <p className="small t3 import-note">{text('The first {count} of {total} lines.', { count: lines.length, total })}</p>
      ) : null}
      {mending === undefined ? null : <MendLine context={context} run={run.run} line={mending} close={() => mend(undefined)} />}
    </>
  )
}

function LineRow({
  line,
  open,
  mend,
}: {
  readonly line: ImportedLine
  readonly open: Context['openRecord']
  readonly mend: ((line: ImportedLine) => void) | undefined
}): ReactNode {
  const text = useText()
  const [fault] = line.faults
  const name = line.title ?? nameIn(line) ?? text('No name')
  const { id, type } = line
  return (
    <tr className="import-line">
      <td className="t3" title={line.file}>
        {line.line}
      </td>
      <td className="cut">
        <Mark id={id ?? name} name={name} />{' '}
        {id === undefined ? (
          <b dir="auto">{name}</b>
        ) : (
          <button type="button" className="link" onClick={() => open({ type, id })}>
            {name}
          </button>
        )}
      </td>
      <td className="cut">{line.faults.map(({ column }) => column).join(', ')}</td>
      <td className="cut" dir="auto">
        {fault === undefined ? '' : (fault.value ?? '')}
      </td>
      <td className="t2">{line.faults.map(({ reason }) => causeText(text, reason)).join('; ')}</td>
      <td>
        {line.faults.length === 0 || mend === undefined ? null : (
          <Button label={text('Mend line {line}', { line: line.line })} onPress={() => mend(line)}>
            {text('Mend')}
          </Button>
        )}
      </td>
    </tr>
  )
}

// A rejected line has no record: its first filled cell says best whose it is.
function nameIn({ cells = {} }: ImportedLine): string | undefined {
  return Object.values(cells).find((cell) => cell.trim() !== '')
}
