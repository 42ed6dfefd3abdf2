import type { FilterData } from '@tenure/core/contract'

/** What `FilterBox` takes. */
export interface FilterBoxProps {
  /** The object type of the records. */
  readonly type: string
  readonly filter: FilterData | undefined
  readonly onChange: (filter: FilterData | undefined) => void
}
