import type { ReactNode } from 'react'
import type { Activity, ColumnData, Row, RowWindow, View } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { humanise } from '../format/names.js'
import { useReading } from '../format/use-formats.js'
import { isRight, textOf, ValueIn } from '../format/value.js'
import { Boundary } from './boundary.js'
import { Failed, LoadingLines, Message, StaleNote } from './states.js'

/** Draws one description of a view. A kind that the page does not know shows its fallback, or is named. */
export function ViewBlock({ view, isTop = false }: { readonly view: View; readonly isTop?: boolean }): ReactNode {
  if (view.kind === 'stack' || view.kind === 'grid') {
    return (
      <div className={view.kind === 'grid' ? 'block-grid' : 'block-stack'}>
        {view.children?.map((child, at) => (
          <ViewBlock key={keyOf(child, at)} view={child} />
        ))}
      </div>
    )
  }
  const title = view.title ?? (isTop ? undefined : '')
  return (
    <section className={`block ${view.kind}`}>
      {title ? (
        <header>
          <h2>{title}</h2>
        </header>
      ) : null}
      <Boundary what={view.title ?? 'this block'}>
        <Content view={view} />
      </Boundary>
    </section>
  )
}

function Content({ view }: { readonly view: View }): ReactNode {
  switch (view.kind) {
    case 'metric':
      return <Answer view={view}>{(answer) => <Metric view={view} answer={answer} />}</Answer>
    case 'detail':
      return <Answer view={view}>{(answer) => <Detail fields={view.fields ?? []} answer={answer} />}</Answer>
    case 'cards':
      return <Answer view={view}>{(answer) => <Cards view={view} rows={rowsOf(answer)} />}</Answer>
    case 'feed':
    case 'timeline':
      return <Answer view={view}>{(answer) => <Feed view={view} rows={rowsOf(answer)} />}</Answer>
    case 'table':
      return <Answer view={view}>{(answer) => <PlainTable view={view} rows={rowsOf(answer)} />}</Answer>
    default:
      return view.fallback === undefined ? <Unknown kind={view.kind} /> : <Content view={view.fallback} />
  }
}

function Unknown({ kind }: { readonly kind: string }): ReactNode {
  return (
    <Message icon="puzzle" title={`This page cannot draw “${kind}”`}>
      The plugin describes a kind of view that this version of the workspace does not know.
    </Message>
  )
}

type Answered = Readonly<Record<string, unknown>>

function Answer({ view, children }: { readonly view: View; readonly children: (answer: Answered) => ReactNode }): ReactNode {
  const { value, problem, asOf, retry } = useWatch<Answered>(view.provider, view.input)
  if (value === undefined)
    return problem === undefined ? <LoadingLines /> : <Failed what={view.title ?? 'this block'} problem={problem} retry={retry} />
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      {children(value)}
    </>
  )
}

function Metric({ view, answer }: { readonly view: View; readonly answer: Answered }): ReactNode {
  const reading = useReading()
  const value = answer[view.value ?? 'value']
  return <p className="figure num">{textOf(value, view.format ?? 'number', reading) || <span className="t3">no data</span>}</p>
}

function Detail({ fields, answer }: { readonly fields: readonly ColumnData[]; readonly answer: Answered }): ReactNode {
  const reading = useReading()
  return (
    <dl className="facts">
      {fields.map(({ field, label, format = 'text' }) => (
        <div key={field}>
          <dt>{label ?? humanise(field)}</dt>
          <dd>
            <ValueIn value={answer[field]} format={format} row={answer} reading={reading} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Cards({ view, rows }: { readonly view: View; readonly rows: readonly Row[] }): ReactNode {
  const reading = useReading()
  if (rows.length === 0) return <Nothing />
  return (
    <ul className="card-list">
      {rows.map((row) => (
        <li key={row.id}>
          <h3 className="cut">{textOf(row[view.heading ?? 'title'], 'text', reading)}</h3>
          <Detail fields={view.fields ?? []} answer={row} />
        </li>
      ))}
    </ul>
  )
}

function Feed({ view, rows }: { readonly view: View; readonly rows: readonly Row[] }): ReactNode {
  const reading = useReading()
  if (rows.length === 0) return <Nothing />
  return (
    <ol className="feed-list">
      {rows.map((row) => (
        <li key={row.id}>
          <span className="grow">{textOf(row[view.text ?? 'text'], 'text', reading)}</span>
          <span className="small t3">
            <ValueIn value={row[view.at ?? 'at']} format="relative-date" reading={reading} />
          </span>
        </li>
      ))}
    </ol>
  )
}

function PlainTable({ view, rows }: { readonly view: View; readonly rows: readonly Row[] }): ReactNode {
  const reading = useReading()
  const columns = view.columns ?? []
  if (rows.length === 0) return <Nothing />
  return (
    <div className="plain-frame">
      <table className="plain-table">
        <thead>
          <tr>
            {columns.map(({ field, label, format = 'text' }) => (
              <th key={field} scope="col" className={isRight(format) ? 'r' : undefined}>
                {label ?? humanise(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ field, format = 'text' }) => (
                <td key={field} className={isRight(format) ? 'r' : undefined}>
                  <ValueIn value={row[field]} format={format} row={row} reading={reading} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Nothing(): ReactNode {
  return (
    <Message icon="list" title="Nothing here">
      Its source has no rows for you now.
    </Message>
  )
}

/** Rows of a window, or of a plain list; each with an id of its own. */
function rowsOf(answer: Answered | readonly Activity[]): readonly Row[] {
  const rows = Array.isArray(answer) ? answer : ((answer as Partial<RowWindow>).rows ?? [])
  return rows.map((row: Row, at: number) => (row.id === undefined ? { ...row, id: String(at) } : row))
}

const keyOf = (view: View, at: number): string => `${view.kind} ${view.provider ?? ''} ${at}`
