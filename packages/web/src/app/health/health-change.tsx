import type { healthContract } from '@tenure/core/health'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import { formatOfKind } from '../format/kind-format.js'
import { type Reading, useReading } from '../format/use-formats.js'
import { textOf } from '../format/value.js'
import '../styles/health.css'

/** How a score moved, as the core says it. */
export type ShownChange = NonNullable<Extract<z.output<typeof healthContract.output>, { readonly state: 'scored' }>['change']>
type Cause = ShownChange['causes'][number]

/** What moved a score, cause by cause, and their sum. Nothing where none is known. */
export function HealthChange({ change }: { readonly change: ShownChange }): ReactNode {
  const reading = useReading()
  const { formats } = reading
  const words = useWords().health
  if (change.causes.length === 0) return null
  return (
    <div className="hledger">
      <p>
        <span>{words.whatChanged}</span>
        <span>{words.since(formats.dayOf(change.at))}</span>
      </p>
      <ul aria-label={words.whatChanged}>
        {change.causes.map((cause, at) => (
          <li key={at}>
            <span className={`p ${cause.points < 0 ? 'minus' : 'plus'}`}>{signed(cause.points, reading)}</span>
            <span dir="auto">{causeText(cause, words, reading)}</span>
          </li>
        ))}
        <li className="eq">
          <span className="p">{signed(change.to - change.from, reading)}</span>
          <span>{words.sum(formats.number(change.from), formats.number(change.to))}</span>
        </li>
      </ul>
    </div>
  )
}
/** Points with their sign. */
export function signed(points: number, { formats }: Reading): string {
  return points < 0 ? `\u2212${formats.number(-points)}` : `${points > 0 ? '+' : ''}${formats.number(points)}`
}
type HealthWords = ReturnType<typeof useWords>['health']
function causeText(cause: Cause, words: HealthWords, reading: Reading): string {
  const label = reading.translate(cause.label)
  switch (cause.by) {
    case 'clock':
      return words.time(label)
    case 'profile':
      return words.profile(label)
    case 'weights':
      return words.weights(label)
    case 'bounds':
      return words.bounds(label)
    case 'unrecorded':
      return words.unrecorded
    case 'hidden':
      return label
    default:
      return inputText(cause, words, reading)
  }
}
function inputText(cause: Cause, words: HealthWords, reading: Reading): string {
  const { record, records, from, to, kind } = cause
  const what = reading.translate(cause.input ?? cause.label)
  // One record may count in several criteria: the criterion is named, not the association.
  const criterion = reading.translate(cause.label)
  // A record without a title is called by its first sentence, which ends.
  if (record !== undefined) return words[record.change](criterion, record.title.replace(/\.$/, ''))
  if (records !== undefined) return words.several(criterion, records, reading.formats.number(records))
  const [was, is] = [from, to].map((value) => textOf(value, formatOfKind(kind), reading)) as [string, string]
  if (was === '') return words.known(what, is)
  if (is === '') return words.unknown(what, was)
  if (typeof from === 'number' && typeof to === 'number' && kind === 'number') return (to < from ? words.fell : words.rose)(what, was, is)
  return words.turned(what, was, is)
}
