import type { FilterData } from '@tenure/core/contract'
import type { ReportMeasure, ReportQuery } from '@tenure/core/report'
import { Button, Choose, Field, FilterBox, Switch, type Text } from '@tenure/web/parts'
import { Fragment, type ReactNode } from 'react'
import { PictureChoice } from './picture-choice.js'
import { changed, type Drawn, freshQuery, type Grouping, measureKey, measureOf, type Subject } from './report-draft.js'

interface QueryFormProps {
  readonly text: Text
  readonly subjects: readonly Subject[]
  readonly query: ReportQuery
  /** What the server says of it; `undefined` before the first answer. */
  readonly drawn: Drawn | undefined
  readonly onChange: (query: ReportQuery) => void
}

const names = ['count', 'sum', 'average', 'minimum', 'maximum', 'distinct'] as const
const measureTexts = {
  count: 'Number of records',
  sum: 'Sum',
  average: 'Average',
  minimum: 'Minimum',
  maximum: 'Maximum',
  distinct: 'Different values',
} as const
const periods = ['day', 'week', 'month', 'quarter', 'year'] as const
const periodTexts = { day: 'By day', week: 'By week', month: 'By month', quarter: 'By quarter', year: 'By year' } as const

/** What a report asks, from top to bottom: the records, the measures, the groupings, the filter, the picture. */
export function QueryForm({ text, subjects, query, drawn, onChange }: QueryFormProps): ReactNode {
  const subject = subjects.find(({ type }) => type === query.type)
  const set = (change: Partial<ReportQuery>) => onChange(changed(query, change))
  const picture = drawn?.picture ?? query.picture
  return (
    <div className="report-query">
      <Field label={text('Records')}>
        <Choose
          label={text('Records')}
          value={query.type}
          onChange={(type) => type !== null && onChange(freshQuery(type))}
          options={subjects.map(({ type, label }) => ({ value: type, label: text(label) }))}
        />
      </Field>
      {subject === undefined ? null : (
        <>
          <Measures {...{ text, subject, query, set }} most={drawn?.limits.measures ?? 1} />
          <Groupings {...{ text, subject, query, set }} most={drawn?.limits.groupings ?? 1} />
          <div className="form-field">
            <p className="form-label">{text('Only records that')}</p>
            <FilterBox type={query.type} filter={query.where} onChange={(where) => onChange(withFilter(query, where))} />
          </div>
          <PictureChoice text={text} picture={picture} pictures={drawn?.pictures ?? []} onChange={(next) => set({ picture: next })} />
          {query.by.length === 2 && (picture === 'bar' || picture === 'area') ? (
            <Switch
              isNamed
              label={text('On top of each other')}
              isOn={query.stacked === true}
              onChange={(isOn) => onChange(stackedBy(query, isOn))}
            />
          ) : null}
        </>
      )}
    </div>
  )
}
function stackedBy({ stacked: _before, ...query }: ReportQuery, isOn: boolean): ReportQuery {
  return isOn ? { ...query, stacked: true } : query
}
function withFilter({ where: _before, ...query }: ReportQuery, where: FilterData | undefined): ReportQuery {
  return where === undefined ? query : { ...query, where }
}

interface PartProps {
  readonly text: Text
  readonly subject: Subject
  readonly query: ReportQuery
  readonly set: (change: Partial<ReportQuery>) => void
  /** How many there may be. */
  readonly most: number
}
function Measures({ text, subject, query: { measures }, set, most }: PartProps): ReactNode {
  const replace = (at: number, measure: ReportMeasure) => set({ measures: measures.toSpliced(at, 1, measure) })
  const fits = names.filter((name) => name === 'count' || subject.measured.some((each) => each.measures.some((own) => own === name)))
  return (
    <div className="form-field">
      {measures.map((measure, at) => {
        const label = at === 0 ? text('Measure') : text('Measure {number}', { number: at + 1 })
        const property = measure.measure === 'count' ? undefined : measure.property
        return (
          <Fragment key={`${at} ${measureKey(measure)}`}>
            <Field label={label}>
              <Choose
                label={label}
                value={measure.measure}
                onChange={(name) => name !== null && replace(at, measureOf(name, property, subject))}
                options={fits.map((name) => ({ value: name, label: text(measureTexts[name]) }))}
              />
            </Field>
            {property === undefined ? null : (
              <Choose
                label={text('{measure} of', { measure: text(measureTexts[measure.measure]) })}
                value={property}
                onChange={(path) => path !== null && replace(at, measureOf(measure.measure, path, subject))}
                options={subject.measured
                  .filter((each) => each.measures.some((own) => own === measure.measure))
                  .map(({ path, label: name }) => ({ value: path, label: text(name) }))}
              />
            )}
          </Fragment>
        )
      })}
      <div className="acts">
        {measures.length < most ? (
          <Button look="bare" icon="plus" onPress={() => set({ measures: [...measures, { measure: 'count' }] })}>
            {text('Another measure')}
          </Button>
        ) : null}
        {measures.length > 1 ? (
          <Button look="bare" icon="x" onPress={() => set({ measures: measures.slice(0, -1) })}>
            {text('Remove the last')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function Groupings({ text, subject, query: { by }, set, most }: PartProps): ReactNode {
  const shown = by.length < most ? [...by, undefined] : by
  const groupBy = (path: string): Grouping => {
    const isTime = subject.groups.find((each) => each.path === path)?.isTime === true
    return isTime ? { property: path, period: 'month' } : { property: path }
  }
  const replace = (at: number, grouping: Grouping | undefined) =>
    set({ by: grouping === undefined ? by.slice(0, at) : by.toSpliced(at, 1, grouping) })
  return (
    <>
      {shown.map((grouping, at) => {
        const label = text(at === 0 ? 'Grouped by' : 'Then by')
        const others = by.filter((_, place) => place !== at).map(({ property }) => property)
        return (
          <div className="form-field" key={`${at} ${grouping?.property}`}>
            <Field label={label} isOptional>
              <Choose
                label={label}
                mayBeEmpty
                value={grouping?.property ?? null}
                onChange={(path) => replace(at, path === null ? undefined : groupBy(path))}
                options={subject.groups
                  .filter(({ path }) => !others.includes(path))
                  .map(({ path, label: name }) => ({ value: path, label: text(name) }))}
              />
            </Field>
            {grouping?.period === undefined ? null : (
              <Choose
                label={text('Period')}
                value={grouping.period}
                onChange={(period) => replace(at, { ...grouping, period: periods.find((each) => each === period) ?? 'month' })}
                options={periods.map((period) => ({ value: period, label: text(periodTexts[period]) }))}
              />
            )}
          </div>
        )
      })}
    </>
  )
}
