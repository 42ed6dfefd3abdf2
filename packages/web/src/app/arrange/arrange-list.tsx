import type { ReactNode } from 'react'
import { useWords } from '../../words/use-words.js'
import type { RecordDetail } from '../data/answers.js'
import { sectionIds, useArrangement } from './arrangement.js'
import { isHealth, leadingProperties } from './leading.js'
import { OrderList } from './order-list.js'

/** The lists of the menu: properties that lead, and sections. */
export function ArrangeList({ record }: { readonly record: RecordDetail }): ReactNode {
  const { arrangement, arrange } = useArrangement(record.type)
  const words = useWords().record
  const leading = leadingProperties(record, arrangement.facts)
  const rest = record.properties.filter((property) => !leading.includes(property) && !isHealth(property.name))
  return (
    <div className="columns-list">
      <OrderList
        title={words.sections}
        items={arrangement.sections.map((section) => ({ ...section, label: words.sectionNames[section.id] }))}
        change={(items) =>
          arrange({
            sections: items.flatMap(({ id, isShown }) => sectionIds.filter((one) => one === id).map((one) => ({ id: one, isShown }))),
          })
        }
        end={
          <button type="button" className="more" onClick={() => arrange()}>
            {words.arrangeReset}
          </button>
        }
      />
      <OrderList
        title={words.firstShown}
        items={[
          ...leading.map(({ name, label }) => ({ id: name, label, isShown: true })),
          ...rest.map(({ name, label }) => ({ id: name, label, isShown: false })),
        ]}
        change={(items) => arrange({ facts: items.filter(({ isShown }) => isShown).map(({ id }) => id) })}
      />
    </div>
  )
}
