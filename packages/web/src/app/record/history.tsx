import { historyContract } from '@tenure/core/page'
import { type ReactNode, useState } from 'react'
import type { HistoryEntry, PropertyValue, RecordDetail } from '../data/answers.js'
import { useWatch } from '../data/use-source.js'
import { useReading } from '../format/use-formats.js'
import { Failed, LoadingLines } from '../part/states.js'
import { propertyText } from './property-value.js'
import { Section } from './section.js'

const sources: Readonly<Record<string, string>> = {
  user: '',
  import: 'by import',
  api: 'over the API',
  sync: 'by synchronisation',
  plugin: 'by a plugin',
}

/** The history of a whole record; it is read when it is asked for. */
export function RecordHistory({ record }: { readonly record: RecordDetail }): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const end = (
    <button type="button" className="more" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? 'Hide' : 'Show'}
    </button>
  )
  return (
    <Section title="History" end={end}>
      {isOpen ? (
        <Entries record={record} limit={50} properties={record.properties} />
      ) : (
        <p className="t3 none">Every change of this record, with who made it and how.</p>
      )}
    </Section>
  )
}

/** The history of one property, under it. */
export function PropertyHistory({ record, property }: { readonly record: RecordDetail; readonly property: PropertyValue }): ReactNode {
  return (
    <div className="prop-history">
      <Entries record={record} limit={20} properties={[property]} only={property.name} />
    </div>
  )
}

interface EntriesProps {
  readonly record: RecordDetail
  readonly properties: readonly PropertyValue[]
  readonly limit: number
  readonly only?: string
}

function Entries({ record, properties, limit, only }: EntriesProps): ReactNode {
  const { type, id } = record
  const { value, problem, retry } = useWatch(historyContract, {
    type,
    id,
    limit,
    ...(only === undefined ? {} : { property: only }),
  })
  if (value === undefined)
    return problem === undefined ? <LoadingLines lines={3} /> : <Failed what="the history" problem={problem} retry={retry} />
  if (value.length === 0) return <p className="t3 none">No change is recorded.</p>
  return (
    <ol className="changes">
      {value.map((entry, at) => (
        <Entry
          key={`${entry.property} ${entry.at} ${at}`}
          entry={entry}
          options={properties.find((property) => property.name === entry.property)?.options}
          isNamed={only === undefined}
        />
      ))}
    </ol>
  )
}

function Entry({
  entry,
  options,
  isNamed,
}: {
  readonly entry: HistoryEntry
  readonly options: PropertyValue['options']
  readonly isNamed: boolean
}): ReactNode {
  const reading = useReading()
  const write = (value: PropertyValue['value']) =>
    propertyText({ kind: entry.kind, value, ...(options === undefined ? {} : { options }) }, reading)
  const [before, after] = [write(entry.before), write(entry.value)]
  const by = [entry.by ?? '', sources[entry.source] ?? entry.source].filter((part) => part !== '').join(' ')
  return (
    <li>
      <p>
        {isNamed ? <span className="t3">{entry.label} </span> : null}
        {before === '' ? null : (
          <>
            <s className="t3">{before}</s>{' '}
            <span aria-hidden="true" className="t3">
              →
            </span>{' '}
          </>
        )}
        {after === '' ? <span className="t3">emptied</span> : <b>{after}</b>}
      </p>
      <p className="small t3">
        <time dateTime={new Date(entry.at).toISOString()} title={reading.formats.exact(entry.at)}>
          {reading.formats.dayOf(entry.at)}, {reading.formats.time(entry.at)}
        </time>
        {by === '' ? '' : ` · ${by}`}
      </p>
    </li>
  )
}
