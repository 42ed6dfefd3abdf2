import { type ReactNode, Suspense, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useArrangement } from '../arrange/arrangement.js'
import { isHealth, leadingProperties } from '../arrange/leading.js'
import type { PropertyValue, RecordDetail } from '../data/answers.js'
import { lazily } from '../early/lazily.js'
import { Icon } from '../part/icon.js'
import { LoadingLines } from '../part/states.js'
import { PropertyField } from './property-field.js'
import { Section } from './section.js'

const PropertyHistory = lazily('PropertyHistory', () => import('../timeline/property-history.js'))

/** The few facts that lead: those that the user chose, else those that are known, in an order that is the same for every record. */
export function Facts({ record }: { readonly record: RecordDetail }): ReactNode {
  const { facts } = useArrangement(record.type).arrangement
  return (
    <dl className="facts lead-facts">
      {leadingProperties(record, facts).map((property) => (
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
              aria-label={words.historyOf(property.label)}
              title={words.history}
              aria-expanded={property.name === open}
              onClick={() => setOpen(property.name === open ? undefined : property.name)}
            >
              <Icon name="history" size={14} />
            </button>
            {property.name === open ? (
              <div className="prop-history">
                <Suspense fallback={<LoadingLines lines={2} />}>
                  <PropertyHistory record={record} property={property} />
                </Suspense>
              </div>
            ) : null}
          </div>
        ))}
      </div>
    </Section>
  )
}
