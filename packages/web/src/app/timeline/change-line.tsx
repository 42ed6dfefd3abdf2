import { type ReactNode, useId, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail, TimelineRow } from '../data/answers.js'
import { useReading } from '../format/use-formats.js'
import { Icon } from '../part/icon.js'
import { Line } from './line.js'
import { useShownValue } from './shown-value.js'

type ChangeRow = Extract<TimelineRow, { readonly row: 'change' }>
type Value = ChangeRow['values'][number]
interface ChangeLineProps {
  readonly record: RecordDetail
  readonly row: ChangeRow
}
const icons: Readonly<Record<ChangeRow['how'], string>> = { created: 'star', changed: 'edit', imported: 'list', merged: 'merge' }

/** Changes that belong together: one is said outright, several unfold. */
export function ChangeLine({ record, row }: ChangeLineProps): ReactNode {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const { record: words, timeline } = useWords()
  const [only] = row.values
  const isOne = row.how === 'changed' && row.values.length === 1 && only !== undefined
  return (
    <Line at={row.at} icon={icons[row.how]}>
      <p>
        <Doer row={row} /> {isOne ? <Changed record={record} value={only} isVerb /> : <Sum row={row} />}
        {isOne || row.values.length === 0 ? null : (
          <button
            type="button"
            className="more"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? words.hide : words.show}
            <Icon name={isOpen ? 'chevron-up' : 'chevron-down'} size={12} />
          </button>
        )}
      </p>
      {row.other !== undefined && row.how !== 'merged' ? (
        <p className="small t3">{timeline.ofMerged(row.other.title ?? words.unnamed)}</p>
      ) : null}
      {isOpen ? (
        <ul className="tl-values" id={id}>
          {row.values.map((value) => (
            <li key={`${value.property} ${value.at}`}>
              <Changed record={record} value={value} />
            </li>
          ))}
        </ul>
      ) : null}
    </Line>
  )
}

function Doer({ row: { by, source, how } }: { readonly row: ChangeRow }): ReactNode {
  const words = useWords().record
  const sources: Readonly<Record<string, string>> = words.sources
  if (how === 'imported') return <b>{sources['import']}</b>
  return <b dir="auto">{by ?? (source === 'user' ? words.somebody : (sources[source] ?? source))}</b>
}

function Sum({ row: { how, values, other } }: { readonly row: ChangeRow }): ReactNode {
  const { record: words, timeline } = useWords()
  const { formats } = useReading()
  const count = new Set(values.map(({ property }) => property)).size
  const text = formats.number(count)
  if (how === 'created') return timeline.created
  if (how === 'imported') return timeline.imported(count, text)
  if (how === 'changed') return timeline.changedMany(count, text)
  return (
    <>
      {timeline.merged} <b dir="auto">{other?.title ?? words.unnamed}</b>
    </>
  )
}

function Changed({
  record,
  value,
  isVerb = false,
}: {
  readonly record: RecordDetail
  readonly value: Value
  readonly isVerb?: boolean
}): ReactNode {
  const { record: words, timeline } = useWords()
  const write = useShownValue(record)
  const [before, after] = [write(value.property, value.kind, value.before), write(value.property, value.kind, value.value)]
  return (
    <>
      {isVerb ? `${timeline.changed} ` : ''}
      <b>{value.label}</b>{' '}
      {before === '' ? timeline.to(after === '' ? words.noValue : after) : timeline.from(before, after === '' ? words.noValue : after)}
    </>
  )
}
