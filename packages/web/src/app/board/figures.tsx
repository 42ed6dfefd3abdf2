import type { figuresOutput } from '@tenure/core/block'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import type { Named } from '../data/named.js'
import { answerShape, type Shape } from '../data/shapes.js'
import { useNamed } from '../data/use-source.js'
import { useText } from '../form/use-text.js'
import type { Formats } from '../format/formats.js'
import { useReading } from '../format/use-formats.js'
import { HealthShape, healthWordOf } from '../part/health.js'
import { StaleNote } from '../part/states.js'

type Answer = z.output<typeof figuresOutput>
type Figure = Answer['figures'][number]

const shape: Shape<Answer> = (value) => {
  const figures = answerShape(value)?.['figures']
  const isWhole = Array.isArray(figures) && figures.every((figure) => typeof answerShape(figure)?.['label'] === 'string')
  return isWhole ? (value as Answer) : undefined
}

interface FiguresProps {
  readonly provider: Named<unknown>['id']
  /** Of two object types the one that is meant. */
  readonly about: { readonly object: string } | undefined
}

/** What all records come to, in one line above them. */
export function Figures({ provider, about }: FiguresProps): ReactNode {
  const { value, problem, asOf, retry } = useNamed({ id: provider, shape }, about)
  const text = useText()
  return (
    <>
      {problem === undefined ? null : <StaleNote problem={problem} asOf={asOf} retry={retry} />}
      {/* What scrolls, as this line does on a phone, must be reached by keys. */}
      <dl tabIndex={0}>
        {value?.figures.map((figure) => (
          <FigureView key={`${figure.label} ${figure.note ?? ''}`} figure={figure} />
        ))}
      </dl>
      {value?.note === undefined ? null : <p>{text(value.note)}</p>}
    </>
  )
}

function FigureView({ figure }: { readonly figure: Figure }): ReactNode {
  const { label, status, count, change, note } = figure
  const text = useText()
  const { formats } = useReading()
  const words = useWords().board
  const shown = useShown(figure)
  return (
    <div>
      <dt>
        {status === undefined ? null : <HealthShape status={healthWordOf(status)} />}
        {text(label)}
      </dt>
      <dd className={(figure.amounts?.length ?? 0) > 1 ? 'many' : undefined}>
        {shown === undefined ? (
          <span className="t3">{words.noFigure}</span>
        ) : (
          <span className="num" title={exactOf(figure, formats)}>
            {shown}
          </span>
        )}
        {count === undefined ? null : <small>{words.records(count, formats.number(count))}</small>}
        {change === undefined ? null : <small>{words.changed(Number(change), formats.number(Math.abs(Number(change) * 100)))}</small>}
        {note === undefined ? null : <small>{text(note)}</small>}
      </dd>
    </div>
  )
}

function useShown({ amounts, ratio }: Figure): string | undefined {
  const { formats } = useReading()
  if (ratio !== undefined) return ratio === null ? undefined : formats.percent(Number(ratio))
  if (amounts === undefined) return undefined
  return amounts.length === 0
    ? formats.number(0)
    : amounts.map((amount) => formats.money(amount, amounts.length > 1 ? 'short' : 'list')).join(' + ')
}

/** Amounts of several currencies are short in the line, and whole in its tip. */
function exactOf({ amounts = [] }: Figure, formats: Formats): string | undefined {
  return amounts.length > 1 ? amounts.map((amount) => formats.money(amount)).join(' + ') : undefined
}
