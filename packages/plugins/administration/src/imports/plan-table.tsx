import type { PlanColumn, PlanFile } from '@tenure/core/administration'
import { Choose, Icon, Segmented, type Text } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { ColumnFinding } from './column-finding.js'
import { ColumnTarget } from './column-target.js'
import { type BringInState, type Offer, withColumn, withFile } from './use-bring-in.js'

interface PlanTableProps {
  readonly state: BringInState
  readonly file: PlanFile
  readonly show: (column: string) => void
}

/** One file: how it is written, what each of its columns becomes, and what was found in it. */
export function PlanTable({ state, file, show }: PlanTableProps): ReactNode {
  const { text, plan, setPlan, offer } = state
  const type = offer?.types.find(({ name }) => name === file.objectType)
  if (plan === undefined) return null
  return (
    <section className="import-file" aria-label={file.file}>
      <FileHead state={state} file={file} />
      <table className="import-columns" aria-label={text('Columns of {file}', { file: file.file })}>
        <thead>
          <tr className="import-column heads">
            <th scope="col">{text('Column')}</th>
            <th scope="col">{text('Values in the file')}</th>
            <td className="to">
              <span className="sr">{text('becomes')}</span>
            </td>
            <th scope="col">{text('Becomes, of a {type}', { type: (type?.label ?? file.objectType).toLowerCase() })}</th>
            <th scope="col">{text('What was found')}</th>
          </tr>
        </thead>
        <tbody>
          {file.columns.map((column) => (
            <ColumnRow key={column.column} state={state} file={file} column={column} type={type} show={show} />
          ))}
        </tbody>
      </table>
      <div className="import-choices">
        <div>
          <p className="b small">{text('If the record is there already')}</p>
          <Segmented
            label={text('If the record is there already')}
            value={file.existing}
            onChange={(existing) => setPlan(withFile(plan, file.file, { existing: existing as PlanFile['existing'] }))}
            options={[
              { value: 'update', label: text('Update it') },
              { value: 'gaps', label: text('Only fill gaps') },
              { value: 'leave', label: text('Leave it') },
            ]}
          />
        </div>
      </div>
    </section>
  )
}

interface ColumnRowProps extends PlanTableProps {
  readonly column: PlanColumn
  readonly type: Offer['types'][number] | undefined
}

function ColumnRow({ state, file, column, type, show }: ColumnRowProps): ReactNode {
  const { plan, setPlan, checked, files } = state
  const about = files.find((each) => each.file === file.file)?.columns.find((each) => each.column === column.column)
  const change = (next: Partial<PlanColumn>) => plan && setPlan(withColumn(plan, file.file, column.column, next))
  return (
    <tr className={`import-column${column.becomes.to === 'nothing' ? ' out' : ''}`}>
      <th scope="row" className="b cut" dir="auto">
        {column.column}
      </th>
      <td className="samples t2" dir="auto">
        {(about?.samples ?? []).slice(0, 2).map((sample) => (
          <span key={sample} className="cut">
            {sample}
          </span>
        ))}
      </td>
      <td className="to" aria-hidden="true">
        <Icon name="chevron-right" size={14} />
      </td>
      <td className="target">
        <ColumnTarget file={file} column={column} kind={about?.kind ?? 'text'} type={type} change={change} />
      </td>
      <td className="found">
        <ColumnFinding file={file} column={column} checked={checked} type={type} change={change} show={show} />
      </td>
    </tr>
  )
}

function FileHead({ state, file }: Omit<PlanTableProps, 'show'>): ReactNode {
  const { text, plan, setPlan, offer, files } = state
  const looked = files.find((each) => each.file === file.file)
  const kilobytes = Math.max(1, Math.round((looked?.bytes ?? 0) / 1000))
  const names: Readonly<Record<string, string>> = { ',': text('comma'), ';': text('semicolon'), '\t': text('tab'), '|': text('bar') }
  if (plan === undefined) return null
  return (
    <header className="import-head">
      <Icon name="file" size={16} />
      <div className="grow">
        <h2 className="cut" dir="auto">
          {file.file}
        </h2>
        <p className="small t2">
          {[linesText(text, looked?.lines ?? 0), columnsText(text, file.columns.length), text('{size} kB', { size: kilobytes })].join(', ')}
          {' · '}
          {file.encoding.toUpperCase()}, {names[file.delimiter] ?? file.delimiter}
        </p>
      </div>
      <Choose
        label={text('What the lines of {file} become', { file: file.file })}
        options={(offer?.types ?? []).map(({ name, plural }) => ({ value: name, label: plural }))}
        value={file.objectType}
        onChange={(objectType) => {
          if (objectType === null) return
          const { match: _, ...rest } = file
          const columns = file.columns.map((column) => ({ ...column, becomes: { to: 'nothing' as const } }))
          setPlan({ ...plan, files: plan.files.map((each) => (each === file ? { ...rest, objectType, columns } : each)) })
        }}
      />
    </header>
  )
}

function linesText(text: Text, count: number): string {
  return count === 1 ? text('1 line') : text('{count} lines', { count })
}
function columnsText(text: Text, count: number): string {
  return count === 1 ? text('1 column') : text('{count} columns', { count })
}
