import { historyContract } from '@tenure/core/page'
import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { HistoryEntry, PropertyValue, RecordDetail } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { Failed, LoadingLines } from '../part/states.js'
import { usePropertyWrite } from '../record/use-property-write.js'
import { sourceText } from './origin-text.js'
import { useShownValue } from './shown-value.js'
import '../styles/timeline.css'

interface PropertyHistoryProps {
  readonly record: RecordDetail
  readonly property: PropertyValue
}
const most = 50

/** The values that a property had, the newest first, with who set each and for how long it held; and where its value comes from. */
export function PropertyHistory({ record, property }: PropertyHistoryProps): ReactNode {
  const words = useWords().record
  const { type, id } = record
  const { value, problem, retry } = useWatch(historyContract, { type, id, property: property.name, limit: most })
  if (value === undefined)
    return problem === undefined ? <LoadingLines lines={3} /> : <Failed what={words.theHistory} problem={problem} retry={retry} />
  const [newest] = value
  if (newest === undefined) return <p className="t3 none">{words.noChange}</p>
  return (
    <>
      <ol className="past">
        {value.map((entry, at) => (
          <Past key={`${entry.at} ${at}`} record={record} property={property} entry={entry} until={value[at - 1]?.at} />
        ))}
        <First entries={value} />
      </ol>
      <Whence newest={newest} entries={value} />
    </>
  )
}

interface PastProps extends PropertyHistoryProps {
  readonly entry: HistoryEntry
  /** When the next value came; the present one has none. */
  readonly until: number | undefined
}

function Past({ record, property, entry, until }: PastProps): ReactNode {
  const words = useWords().record
  const reading = useReading()
  const { formats } = reading
  const text = useShownValue(record)(entry.property, entry.kind, entry.value)
  const when = (at: number) => `${formats.dayOf(at)}, ${formats.time(at)}`
  const via = entry.source === 'user' ? `, ${words.onPage}` : ''
  return (
    <li>
      <p className={text === '' ? 't3' : 'strong'} dir="auto">
        {text === '' ? words.noValue : text}
        {until === undefined ? (
          <span className="chip plain">{words.now}</span>
        ) : (
          <Restore record={record} property={property} value={entry.value} />
        )}
      </p>
      <p className="small t3">
        {sourceText(entry, words, reading)}
        {via}
      </p>
      <p className="small t3">
        <time dateTime={new Date(entry.at).toISOString()} title={formats.exact(entry.at)}>
          {until === undefined ? when(entry.at) : words.until(when(entry.at), when(until))}
        </time>
      </p>
    </li>
  )
}

interface RestoreProps extends PropertyHistoryProps {
  readonly value: HistoryEntry['value']
}

/** Gives the property a value of before again: of this record alone, however many were changed with it. */
function Restore({ record, property, value }: RestoreProps): ReactNode {
  const words = useWords().record
  const text = useShownValue(record)(property.name, property.kind, value)
  const { save } = usePropertyWrite(record, property)
  if (!property.editable || JSON.stringify(value) === JSON.stringify(property.value)) return null
  return (
    <button
      type="button"
      className="btn ghost restore"
      aria-label={words.restoreValue(text === '' ? words.noValue : text)}
      onClick={() => save(value, property.value)}
    >
      {words.restore}
    </button>
  )
}

/** What was before the first value: nothing. */
function First({ entries }: { readonly entries: readonly HistoryEntry[] }): ReactNode {
  const words = useWords().record
  const oldest = entries.at(-1)
  if (oldest === undefined || oldest.before !== null || entries.length === most) return null
  return (
    <li>
      <p className="t3">{words.noValue}</p>
    </li>
  )
}

function Whence({ newest, entries }: { readonly newest: HistoryEntry; readonly entries: readonly HistoryEntry[] }): ReactNode {
  const words = useWords().record
  const reading = useReading()
  const { formats } = reading
  const writers = [...new Set(entries.map((entry) => sourceText(entry, words, reading)))]
  return (
    <section className="whence">
      <h3>{words.whence}</h3>
      <dl>
        <dt>{words.source}</dt>
        <dd>{sourceText(newest, words, reading)}</dd>
        <dt>{words.lastChange}</dt>
        <dd>
          {formats.dayOf(newest.at)}, {formats.time(newest.at)} <span className="t3">{formats.ago(newest.at)}</span>
        </dd>
        <dt>{words.writtenBy}</dt>
        <dd>{writers.join(', ')}</dd>
      </dl>
    </section>
  )
}
