import type { Criterion } from '@tenure/core/score'
import { Button, Field, Icon, TextInput, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { NumberInput } from '../number-input.js'
import { ConfigFields } from './config-fields.js'
import type { CriterionProps } from './criterion-props.js'
import { DateFields, NumberFields, PropertyFields, SegmentFields } from './property-fields.js'
import { EventsFields, RecordsFields } from './records-fields.js'

/** A criterion while it is edited in place: what it looks at, its points, and their bounds. */
export function CriterionForm(props: CriterionProps): ReactNode {
  const { criterion, change, toggle } = props
  const text = useText()
  return (
    // biome-ignore lint/a11y/useSemanticElements: fields of one criterion within a larger form
    <div
      className="critedit"
      role="group"
      aria-label={text('Criterion {name}', { name: criterion.name })}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        toggle()
      }}
    >
      <div className="health-line">
        <Field label={text('Name')}>
          <TextInput autoFocus value={criterion.name} onChange={(name) => change({ ...criterion, name }, 'name')} />
        </Field>
      </div>
      <KindFields {...props} />
      <Bounds {...props} />
      <Foot {...props} />
    </div>
  )
}

function Bounds({ criterion, change, isWeighed }: CriterionProps): ReactNode {
  const text = useText()
  const field = (key: 'least' | 'most' | 'weight', label: string, placeholder: string) => (
    <NumberInput
      label={label}
      mayBeEmpty
      placeholder={placeholder}
      value={criterion[key]}
      onChange={(value) => change(withOptional(criterion, key, value), key)}
    />
  )
  return (
    <div className="health-line">
      <span>{text('At least')}</span>
      {field('least', text('Fewest points'), text('open'))}
      <span>{text('and at most')}</span>
      {field('most', text('Most points'), text('open'))}
      <span>{text('points')}</span>
      {isWeighed ? (
        <>
          <span>{text('weight')}</span>
          {field('weight', text('Weight'), text('its most points'))}
        </>
      ) : null}
    </div>
  )
}
function withOptional(criterion: Criterion, key: 'least' | 'most' | 'weight', value: number | undefined): Criterion {
  const { [key]: _, ...rest } = criterion
  return (value === undefined ? rest : { ...rest, [key]: value }) as Criterion
}

function Foot({ move, remove, toggle }: CriterionProps): ReactNode {
  const text = useText()
  return (
    <div className="foot">
      <button type="button" className="ib" aria-label={text('Move up')} onClick={() => move(-1)}>
        <Icon name="arrow-up" size={14} />
      </button>
      <button type="button" className="ib" aria-label={text('Move down')} onClick={() => move(1)}>
        <Icon name="arrow-down" size={14} />
      </button>
      <Button look="bare" icon="x" onPress={remove}>
        {text('Take out')}
      </Button>
      <span className="grow" />
      <Button onPress={toggle}>{text('Done')}</Button>
    </div>
  )
}

function KindFields(props: CriterionProps): ReactNode {
  const { criterion } = props
  switch (criterion.kind) {
    case 'property':
      return <PropertyFields {...props} criterion={criterion} />
    case 'number':
      return <NumberFields {...props} criterion={criterion} />
    case 'date':
      return <DateFields {...props} criterion={criterion} />
    case 'segment':
      return <SegmentFields {...props} criterion={criterion} />
    case 'events':
      return <EventsFields {...props} criterion={criterion} />
    case 'records':
      return <RecordsFields {...props} criterion={criterion} />
    case 'custom':
      return <ConfigFields {...props} criterion={criterion} />
  }
}
