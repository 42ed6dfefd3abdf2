import type { PointCase } from '@tenure/core/score'
import { Button, ChooseSeveral, Field, FilterBox, Icon, Segmented, TextInput, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { fieldAt, type Field as KnownField } from '../known-fields.js'
import { NumberInput } from '../number-input.js'
import { ChoosePath } from './choose-path.js'
import type { PropsOf } from './criterion-props.js'
import { kindsOfValue, propertiesOf } from './new-criterion.js'
import { RangesField } from './ranges-field.js'

/** Points for a property that has a value. */
export function PropertyFields({ criterion, fields, change, objectType }: PropsOf<'property'>): ReactNode {
  const text = useText()
  const field = fieldAt(fields, criterion.property)
  const { cases } = criterion
  const put = (at: number, next: PointCase, key: string) =>
    change({ ...criterion, cases: cases.map((one, place) => (place === at ? next : one)) }, `case ${at} ${key}`)
  return (
    <div className="health-cases">
      <ChoosePath
        label={text('Property')}
        value={criterion.property}
        options={fields?.properties ?? []}
        set={(property) =>
          change(
            {
              ...criterion,
              property,
              name: fieldAt(fields, property)?.label ?? criterion.name,
              cases: [{ test: { test: 'is-known', property }, points: cases[0]?.points ?? 5 }],
            },
            'property',
          )
        }
      />
      <p className="small t3">{text('The first that holds gives its points.')}</p>
      {cases.map((one, at) => (
        <div key={at} className="health-case">
          <CaseTest {...{ one, field, objectType }} property={criterion.property} set={(test) => put(at, { ...one, test }, 'test')} />
          <span className="small t3">{text('gives')}</span>
          <NumberInput
            label={text('Points')}
            value={one.points}
            onChange={(points) => put(at, { ...one, points: points ?? 0 }, 'points')}
          />
          <button
            type="button"
            className="ib"
            aria-label={text('Take the test out')}
            disabled={cases.length === 1}
            onClick={() => change({ ...criterion, cases: cases.filter((_, place) => place !== at) }, `case ${at} out`)}
          >
            <Icon name="x" size={14} />
          </button>
        </div>
      ))}
      <Button
        look="bare"
        icon="plus"
        onPress={() =>
          change(
            { ...criterion, cases: [...cases, { test: { test: 'is-known', property: criterion.property }, points: 0 }] },
            `case ${cases.length} add`,
          )
        }
      >
        {text('Test')}
      </Button>
    </div>
  )
}

interface TestProps {
  readonly one: PointCase
  readonly field: KnownField | undefined
  readonly objectType: string
  readonly property: string
  readonly set: (test: PointCase['test']) => void
}
// Options are chosen; whatever else a test may say is built as a filter.
function CaseTest({ one: { test }, field, objectType, property, set }: TestProps): ReactNode {
  const text = useText()
  const chosen = test.test === 'is' ? [String(test.value)] : test.test === 'any-of' ? test.values.map(String) : undefined
  const isBare = test.test === 'is-known'
  if (field?.options !== undefined && (chosen !== undefined || isBare))
    return (
      <span className="health-choose">
        <ChooseSeveral
          label={text('{property} is any of', { property: field.label })}
          placeholder={text('any value')}
          value={chosen ?? []}
          options={field.options}
          onChange={(values) =>
            set(
              values.length === 0
                ? { test: 'is-known', property }
                : values.length === 1
                  ? { test: 'is', property, value: values[0] as string }
                  : { test: 'any-of', property, values: [...values] },
            )
          }
        />
      </span>
    )
  return (
    <FilterBox
      type={objectType}
      filter={test}
      onChange={(next) => set(next === undefined ? { test: 'is-known', property } : alone(next))}
    />
  )
}
// The builder gives a group of conditions; one alone stands for itself.
function alone(filter: PointCase['test']): PointCase['test'] {
  const [only] = 'filters' in filter && filter.filters.length === 1 ? filter.filters : []
  return only ?? filter
}

/** Ranges of a number or an amount. */
export function NumberFields({ criterion, fields, change }: PropsOf<'number'>): ReactNode {
  const text = useText()
  const isMoney = fieldAt(fields, criterion.property)?.kind === 'money'
  return (
    <>
      <div className="health-line">
        <ChoosePath
          label={text('Property')}
          value={criterion.property}
          options={fields === undefined ? [] : propertiesOf(fields, kindsOfValue.number)}
          set={(property) => {
            const { currency: _, ...rest } = criterion
            const field = fieldAt(fields, property)
            change(
              {
                ...rest,
                property,
                name: field?.label ?? criterion.name,
                ...(field?.kind === 'money' && { currency: field.currency ?? 'EUR' }),
              },
              'property',
            )
          }}
        />
        {isMoney ? (
          <>
            <span>{text('in')}</span>
            <span className="health-number">
              <TextInput
                label={text('Currency')}
                value={criterion.currency ?? ''}
                onChange={(currency) => change({ ...criterion, currency: currency.toUpperCase() }, 'currency')}
              />
            </span>
          </>
        ) : null}
      </div>
      <RangesField of={criterion} change={(ranges, key) => change({ ...criterion, ...ranges }, key)} />
    </>
  )
}

/** Ranges of days since a date, or until it. */
export function DateFields({ criterion, fields, change }: PropsOf<'date'>): ReactNode {
  const text = useText()
  return (
    <>
      <div className="health-line">
        <Segmented
          label={text('Days')}
          value={criterion.count}
          onChange={(count) => change({ ...criterion, count: count === 'until' ? 'until' : 'since' }, 'count')}
          options={[
            { value: 'since', label: text('Days since') },
            { value: 'until', label: text('Days until') },
          ]}
        />
        <ChoosePath
          label={text('Property')}
          value={criterion.property}
          options={fields === undefined ? [] : propertiesOf(fields, kindsOfValue.date)}
          set={(property) => change({ ...criterion, property, name: fieldAt(fields, property)?.label ?? criterion.name }, 'property')}
        />
      </div>
      <RangesField of={criterion} change={(ranges, key) => change({ ...criterion, ...ranges }, key)} />
    </>
  )
}

/** Points for being in a segment, and for not being in it. */
export function SegmentFields({ criterion, change, objectType }: PropsOf<'segment'>): ReactNode {
  const text = useText()
  return (
    <>
      <Field label={text('Segment')}>
        <TextInput value={criterion.segment} onChange={(segment) => change({ ...criterion, segment }, 'segment')} />
      </Field>
      <FilterBox
        type={objectType}
        filter={criterion.filter}
        onChange={(filter = { test: 'all', filters: [] }) => change({ ...criterion, filter }, 'filter')}
      />
      <div className="health-line">
        <span>{text('Inside gives')}</span>
        <NumberInput
          label={text('Points inside')}
          value={criterion.inside}
          onChange={(inside) => change({ ...criterion, inside: inside ?? 0 }, 'inside')}
        />
        <span>{text('outside')}</span>
        <NumberInput
          label={text('Points outside')}
          value={criterion.outside}
          onChange={(outside) => change({ ...criterion, outside: outside ?? 0 }, 'outside')}
        />
      </div>
    </>
  )
}
