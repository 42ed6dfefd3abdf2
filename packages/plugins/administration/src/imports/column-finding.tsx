import type { PlanColumn, PlanFile } from '@tenure/core/administration'
import { type Text, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { causeText } from './cause-text.js'
import type { Checked, Offer } from './use-bring-in.js'

interface ColumnFindingProps {
  readonly file: PlanFile
  readonly column: PlanColumn
  readonly checked: Checked | undefined
  readonly type: Offer['types'][number] | undefined
  readonly change: (change: Partial<PlanColumn>) => void
  readonly show: (column: string) => void
}

/** What was found in a column over all lines, and what can be done about it. */
export function ColumnFinding({ file, column, checked, type, change, show }: ColumnFindingProps): ReactNode {
  const text = useText()
  const causes = (checked?.causes ?? []).filter((each) => each.file === file.file && isOf(each.column, column.column))
  if (causes.length === 0) return file.key.includes(column.column) ? <KeyNote file={file} type={type} /> : null
  return (
    <>
      {causes.map(({ cause, count, rejects, values }) => (
        <p key={cause} className={rejects ? 'import-found wrong' : 'import-found'}>
          <span>{foundText(text, count, causeText(text, cause))}</span>
          <Remedy cause={cause} values={values} column={column} change={change} show={() => show(column.column)} />
        </p>
      ))}
    </>
  )
}

function isOf(columns: string | undefined, column: string): boolean {
  return columns?.split(', ').includes(column) === true
}

function KeyNote({ file, type }: Pick<ColumnFindingProps, 'file' | 'type'>): ReactNode {
  const text = useText()
  const key = file.key.join(', ')
  return (
    <p className="small t3">{text('Lines with the same {key} are the same {type}', { key, type: (type?.label ?? '').toLowerCase() })}</p>
  )
}

interface RemedyProps {
  readonly cause: string
  readonly values: readonly string[]
  readonly column: PlanColumn
  readonly change: (change: Partial<PlanColumn>) => void
  readonly show: () => void
}

function Remedy({ cause, values, column, change, show }: RemedyProps): ReactNode {
  const text = useText()
  const empty = () => change({ empty: [...new Set([...(column.empty ?? []), ...values])] })
  if (cause === 'has no currency')
    return (
      <>
        {['EUR', 'USD', 'GBP', 'CHF'].map((currency) => (
          <button key={currency} type="button" className="link" onClick={() => change({ currency })}>
            {text('Take as {currency}', { currency })}
          </button>
        ))}
      </>
    )
  const isOption = cause.includes('is not an option') || cause.includes('not one of')
  return (
    <>
      {isOption ? (
        <button type="button" className="link" onClick={() => change({ options: [...new Set([...(column.options ?? []), ...values])] })}>
          {text('Add them')}
        </button>
      ) : null}
      {values.length === 0 ? null : (
        <button type="button" className="link" onClick={empty}>
          {text('Leave empty')}
        </button>
      )}
      <button type="button" className="link" onClick={show}>
        {text('Show')}
      </button>
    </>
  )
}

function foundText(text: Text, count: number, cause: string): string {
  return count === 1 ? text('1 line: {cause}', { cause }) : text('{count} lines: {cause}', { count, cause })
}
