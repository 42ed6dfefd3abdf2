import type { ReactNode } from 'react'
import { FilterEditor } from '../filter/filter-editor.js'
import type { FilterBoxProps } from './filter-box-props.js'

/** The filter editor without a list of its own: it counts nothing. */
export function FilterBox({ type, filter, onChange }: FilterBoxProps): ReactNode {
  return (
    <div className="filter-box">
      <FilterEditor
        key={type}
        type={type}
        filter={filter}
        close={() => {}}
        onChange={(next) => onChange('filters' in next && next.filters.length === 0 ? undefined : next)}
      />
    </div>
  )
}
