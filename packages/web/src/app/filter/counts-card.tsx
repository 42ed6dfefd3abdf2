import type { FilterData } from '@tenure/core/contract'
import type { filterCountsOutput } from '@tenure/core/page'
import { type ReactNode, useRef } from 'react'
import type { z } from 'zod'
import { useWords } from '../../words/use-words.js'
import type { Named } from '../data/named.js'
import { useNamed, type Watched } from '../data/use-source.js'
import { isMoney } from '../format/is-money.js'
import { healthWordOf } from '../part/health.js'
import { type Fields, fieldOf } from './filter-fields.js'
import { type GroupNode, nodesOf } from './filter-tree.js'
import { isRelative } from './filter-values.js'
import { useFilterEditing } from './use-filter-editing.js'

/** What a filter leaves, part by part. */
export type Counts = z.output<typeof filterCountsOutput>
/** What the list is narrowed by besides the filter. */
export interface Narrowing {
  readonly view?: string
  readonly search?: string
  readonly filters?: readonly unknown[]
}

/** What a filter leaves, while it is edited; the last answer stays until the next is there. */
export function useCounts(collection: string | undefined, where: FilterData, narrowing: Narrowing): Watched<Counts> {
  const last = useRef<Counts>(undefined)
  const answer = useNamed(collection === undefined ? undefined : countsOf(collection), { ...narrowing, where })
  if (answer.value !== undefined) last.current = answer.value
  return last.current === undefined ? answer : { ...answer, value: last.current }
}
function countsOf(collection: string): Named<Counts> {
  return { id: `${collection}-filter` as Named<Counts>['id'], shape: (value) => (isCounts(value) ? value : undefined) }
}
function isCounts(value: unknown): value is Counts {
  return typeof value === 'object' && value !== null && 'steps' in value && Array.isArray(value.steps) && 'totals' in value
}

/** How many are left after a part of the filter, with a bar for its share of all. */
export function Left({
  count,
  all,
  things,
}: {
  readonly count: number | null | undefined
  readonly all: number
  readonly things: string
}): ReactNode {
  const { words, reading } = useFilterEditing()
  if (count === undefined) return <span className="left" />
  if (count === null)
    return (
      <span className="left small t3" title={words.tooCostlyLong}>
        {words.tooCostly}
      </span>
    )
  const text = reading.formats.number(count)
  return (
    <span className="left" role="img" aria-label={words.left(text, things)}>
      <span className="t">
        <i style={{ width: `${all === 0 ? 0 : Math.max(count === 0 ? 0 : 2, (count / all) * 100)}%` }} />
      </span>
      <span>{text}</span>
    </span>
  )
}

interface CardProps {
  readonly counts: Watched<Counts>
  readonly root: GroupNode
  readonly type: string
  readonly things: string
}

/** The number that match, what they come to, and who comes in and leaves compared with the saved view. */
export function CountsCard({ counts: { value, problem }, root, type, things }: CardProps): ReactNode {
  const { words, reading, fieldsOf } = useFilterEditing()
  const say = useWords().problem
  const { formats } = reading
  const number = (count: number | null) => (count === null ? words.tooCostly : formats.number(count))
  const hasClock = nodesOf(root).some((node) => node.node === 'condition' && isRelative(node.data))
  const zone = (formats.env.timeZone.split('/').at(-1) ?? formats.env.timeZone).replaceAll('_', ' ')
  return (
    <aside className="filter-card">
      {value === undefined ? null : (
        <>
          <div>
            <p className="match" aria-live="polite">
              <b>{number(value.count)}</b> <span className="t2">{words.of(number(value.all), things)}</span>
            </p>
            <Totals totals={value.totals} fields={fieldsOf(type)} />
          </div>
          <Shares groups={value.groups} />
          <p className="small t2 versus">
            {words.compared}
            <br />
            <b>{words.comeIn(value.entering ?? 0, number(value.entering))}</b>, {words.leave(value.leaving ?? 0, number(value.leaving))}
          </p>
        </>
      )}
      {problem === undefined ? null : (
        <p className="small err" role="alert">
          {problem.code === 'input.invalid' ? words.broken : say(problem)}
        </p>
      )}
      {hasClock ? <p className="small t3">{words.zone(zone)}</p> : null}
    </aside>
  )
}

function Totals({ totals, fields }: { readonly totals: Counts['totals']; readonly fields: Fields | undefined }): ReactNode {
  const { words, reading } = useFilterEditing()
  const lines = totals.flatMap(({ field, measure, value }) => {
    const known = fields?.properties.find(({ path }) => path.endsWith(`.${field}`))
    const label = words.sentence.lower(known?.label ?? field)
    const values = Array.isArray(value) ? value : [value]
    const texts = values.flatMap((one) => (isMoney(one) ? [reading.formats.money(one)] : toNumberText(one, reading.formats.number)))
    return texts.map((text) => (measure === 'average' ? words.average(label, text) : words.sum(label, text)))
  })
  return (
    <p className="small t3 num">
      {lines.map((line) => (
        <span className="line" key={line}>
          {line}
        </span>
      ))}
    </p>
  )
}
// Sums and averages are decimal text.
function toNumberText(value: unknown, format: (value: number) => string): readonly string[] {
  const number = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
  return Number.isNaN(number) ? [] : [format(Math.round(number * 10) / 10)]
}

const statuses = ['at-risk', 'neutral', 'healthy', null]
/** The shares of each health status, as one bar. */
function Shares({ groups }: Pick<Counts, 'groups'>): ReactNode {
  const { reading } = useFilterEditing()
  const found = groups.filter(({ count }) => count > 0)
  if (found.length === 0 || !found.every(({ value }) => statuses.includes(value as string | null))) return null
  const shares = found.map(({ value, count }) => ({ status: healthWordOf(value), count }))
  const label = shares.map(({ status, count }) => `${reading.formats.number(count)} ${reading.words.health[status]}`).join(', ')
  return (
    <div className="share" role="img" aria-label={label} title={label}>
      {shares.map(({ status, count }) => (
        <i key={status} className={status} style={{ flex: count }} />
      ))}
    </div>
  )
}

/** The currencies that records have, by the totals. */
export function currenciesOf(totals: Counts['totals'], fields: Fields | undefined): readonly string[] {
  const used = totals.flatMap(({ value }) => (Array.isArray(value) ? value : [])).flatMap((one) => (isMoney(one) ? [one.currency] : []))
  const usual = (fields?.properties ?? []).flatMap(({ path }) => fieldOf(fields, path)?.currency ?? [])
  return [...new Set([...usual, ...used])]
}
