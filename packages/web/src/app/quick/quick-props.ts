import type { QuickValue } from './quick-filter.js'

/** A quick filter as its own part draws it. */
export interface QuickProps<Value extends QuickValue> {
  readonly label: string
  readonly value: Value | undefined
  readonly choose: (value: Value | undefined) => void
}
