import { type ReactNode, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import type { PropertyValue, RecordDetail } from '../data/answers.js'
import { Icon } from '../part/icon.js'
import { PropertyHistory } from './history.js'
import { PropertyField } from './property-field.js'
import { Section } from './section.js'

const first = [
  'renewalDate',
  'arr',
  'amount',
  'stage',
  'status',
  'priority',
  'csm',
  'owner',
  'lastActivityAt',
  'closeDate',
  'dueAt',
  'email',
  'phone',
]
const isHealth = (name: string) => name === 'healthScore' || name === 'healthStatus'
/** What the heading says already, and what says nothing of the record. */
const isPlain = ({ name, value }: PropertyValue, title: string | null) => name === 'createdAt' || name === 'updatedAt' || value === title

/** The few facts that lead: those that are known, in an order that is the same for every record. */
export function Facts({ record }: { readonly record: RecordDetail }): ReactNode {
  const leading = first.flatMap((name) => record.properties.find((property) => property.name === name && property.value !== null) ?? [])
  const shown =
    leading.length > 0
      ? leading.slice(0, 5)
      : record.properties
          .filter((property) => property.value !== null && !isHealth(property.name) && !isPlain(property, record.title))
          .slice(0, 4)
  return (
    <dl className="facts lead-facts">
      {shown.map((property) => (
        <Fact key={property.name} record={record} property={property} />
      ))}
    </dl>
  )
}

function Fact({ record, property }: { readonly record: RecordDetail; readonly property: PropertyValue }): ReactNode {
  return (
    <div>
      <dt className="cut" title={property.label}>
        {property.label}
      </dt>
      <dd>
        <PropertyField record={record} property={property} />
      </dd>
    </div>
  )
}

/** All properties; each opens into its history. */
export function Properties({ record }: { readonly record: RecordDetail }): ReactNode {
  const [open, setOpen] = useState<string>()
  const words = useWords().record
  const properties = record.properties.filter((property) => !isHealth(property.name))
  return (
    <Section title={words.properties} count={properties.length}>
      <div className="props">
        {properties.map((property) => (
          <div key={property.name} className={`prop${property.name === open ? ' open' : ''}`}>
            <span className="name cut" title={property.label}>
              {property.label}
            </span>
            <span className="value">
              <PropertyField record={record} property={property} />
            </span>
            <button
              type="button"
              className="ib tiny"
              aria-label={`History of ${property.label}`}
              title="History"
              aria-expanded={property.name === open}
              onClick={() => setOpen(property.name === open ? undefined : property.name)}
            >
              <Icon name="history" size={14} />
            </button>
            {property.name === open ? <PropertyHistory record={record} property={property} /> : null}
          </div>
        ))}
      </div>
    </Section>
  )
}
