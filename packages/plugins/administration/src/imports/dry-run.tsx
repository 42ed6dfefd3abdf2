import { Button, type Formats, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { causeText } from './cause-text.js'
import { saveText } from './send-file.js'
import type { BringInState, Checked } from './use-bring-in.js'

interface DryRunProps {
  readonly state: BringInState
  /** Lines of this column alone. */
  readonly column: string | undefined
}

/** What would become of the lines: counts, causes, the first lines that would be rejected. */
export function DryRun({ state, column }: DryRunProps): ReactNode {
  const { text, number, checked, isChecking } = state
  if (checked === undefined) return isChecking ? <p className="t3 import-side">{text('Trying all lines')}</p> : null
  const { created, updated, unchanged, rejected, causes, wrong, mapping, tookMs } = checked
  const shown = column === undefined ? wrong : wrong.filter(({ faults }) => faults.some((fault) => fault.column === column))
  return (
    <section className="import-side" aria-label={text('Dry run')}>
      <header>
        <h2>{text('Dry run')}</h2>
        <span className="small t3" role="status">
          {isChecking ? text('Trying all lines') : text('{seconds} s', { seconds: (tookMs / 1000).toFixed(1) })}
        </span>
      </header>
      <Counts
        number={number}
        counts={[
          [created, text('created')],
          [updated, text('updated')],
          [unchanged, text('unchanged')],
          [rejected, text('rejected'), true],
        ]}
      />
      {causes.length === 0 ? <p className="small t3">{text('Every line can be taken in.')}</p> : <Causes causes={causes} number={number} />}
      {shown.length === 0 ? null : <Wrong lines={shown} />}
      <div className="import-actions">
        <Button look="bare" onPress={() => saveText('mapping.json', mapping, 'application/json')}>
          {text('Save mapping')}
        </Button>
      </div>
    </section>
  )
}

/** Counts in a row of boxes; the last may be of what is wrong. */
export function Counts({
  counts,
  number,
}: {
  readonly number: Formats['number']
  readonly counts: readonly (readonly [count: number, label: string, isWrong?: boolean])[]
}): ReactNode {
  return (
    <dl className="import-counts">
      {counts.map(([count, label, isWrong]) => (
        <div key={label} className={isWrong && count > 0 ? 'wrong' : ''}>
          <dt>{label}</dt>
          <dd>{number(count)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Causes({ causes, number }: { readonly causes: Checked['causes']; readonly number: Formats['number'] }): ReactNode {
  const text = useText()
  return (
    <>
      <p className="small t3">{text('By cause')}</p>
      <ul className="import-causes">
        {causes.slice(0, 8).map(({ file, column, cause, count, rejects }) => (
          <li key={`${file} ${column} ${cause} ${rejects}`} title={file}>
            <span className="b">{number(count)}</span>
            <span>
              {column === undefined ? null : <>{column} </>}
              {causeText(text, cause)}
              {rejects ? null : <span className="t3"> · {text('the line is taken in without it')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Wrong({ lines }: { readonly lines: Checked['wrong'] }): ReactNode {
  const text = useText()
  const [most, setMost] = useState(5)
  return (
    <>
      <ul className="import-wrong">
        {lines.slice(0, most).flatMap(({ file, line, faults }) =>
          faults.map(({ column, value, reason }) => (
            <li key={`${file} ${line} ${column} ${reason}`} title={file}>
              <span className="t3">{line}</span>
              <span className="cut" dir="auto">
                <b>{column}</b> {value === undefined ? null : `“${value}”`}
              </span>
              <span className="small t3">{causeText(text, reason)}</span>
            </li>
          )),
        )}
      </ul>
      {lines.length > most ? (
        <Button look="bare" onPress={() => setMost(most + 20)}>
          {text('More')}
        </Button>
      ) : null}
    </>
  )
}
