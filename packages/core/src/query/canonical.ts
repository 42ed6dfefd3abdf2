import type { Instant } from '../base/clock.js'
import type { RecordId, Value, Values } from '../schema/value.js'

/** A query in its one normal form: operands bound, roles resolved, policy joined, atoms numbered from 0 in reading order. */
export interface CanonicalQuery {
  readonly type: string
  /** Tests that all must hold at the top: most stores need look no further. */
  readonly every: readonly Atom[]
  /** The whole condition. */
  readonly where: Expression
  readonly order: readonly OrderTerm[]
  readonly select: readonly string[]
  /** What `select` and `order` name that is read through a link; by name, and absent where there is none. */
  readonly linked?: readonly LinkedColumn[]
  readonly limit?: number
  /** Rows left out at the start; not together with `after`. */
  readonly offset?: number
  /** The order's values and the id of the row that came before. */
  readonly after?: { readonly values: readonly Value[]; readonly id: RecordId }
  /** Count all matches. */
  readonly count: boolean
  readonly archived: 'no' | 'only' | 'any'
  /** Rows include their version, so every write to a record shows in a live view of it. */
  readonly version?: true
}
/**
 * One term of an order (FLT-13); missing values come last both ways, and the id ends every order, ascending.
 * `text`: folded, then raw, by code point. `value`: numbers, days, instants, booleans (false first); money by currency, then amount.
 * `position`: by the place in `positions`; a value that is not in it comes after those that are, by code point. `user`: by the user's name, as `text`.
 */
export interface OrderTerm {
  readonly property: string
  readonly direction: 'ascending' | 'descending'
  readonly by: 'text' | 'value' | 'position' | 'user'
  readonly positions?: readonly string[]
}
/**
 * A property of the record that a link picks: of the linked records that are not archived and pass `among`, the policy of their type,
 * the one labelled `primary` (of several the first by id), else the first by id, in the order of code points. Without such a record, or
 * without a value, it is `null`. Columns with the same hop share one `among`, whose atoms are numbered on their own.
 */
export interface LinkedColumn {
  /** Under which values have it: `companies.name`. */
  readonly name: string
  /** A step without a label. */
  readonly hop: Hop
  readonly among: Expression
  /** `id`, the name of no property, is the id of the record. Nothing is sorted, tested or counted by it. */
  readonly property: string
  readonly kind: AtomKind
}
/** The label of the link that counts where there are several. */
export const primaryLabel = 'primary'

/** A condition. An empty `all` always holds, an empty `any` never. */
export type Expression =
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] }
  | { readonly not: Expression }
  | Atom
/** One step along a link. */
export interface Hop {
  readonly edge: string
  readonly forward: boolean
  readonly to: string
  readonly label?: string
}
/**
 * One test. Two-valued: a missing value fails it.
 * `is` and `any-of` compare the kinds `string` and `text` folded, all others exactly; `is` on a multi enumeration is set equality.
 * `id-of` looks at the record's id. `before-property` compares two days or instants of the record.
 * `changed` holds when the property got a value (exactly that value, where `to` is given) at or after `since`, by history.
 * `some` and `count` look at linked records that are not archived; `where` includes the policy of their type.
 * `first` holds when the step picks a record, as a linked column does, and that record passes `where`.
 */
export type Atom = { readonly atom: number } & (
  | { readonly test: 'is'; readonly property: string; readonly kind: AtomKind; readonly value: NonNullable<Value> }
  | {
      readonly test: 'less' | 'at-most' | 'more' | 'at-least'
      readonly property: string
      readonly kind: AtomKind
      readonly value: NonNullable<Value>
    }
  | {
      readonly test: 'any-of' | 'contains-any' | 'contains-all'
      readonly property: string
      readonly kind: AtomKind
      readonly values: readonly NonNullable<Value>[]
    }
  | { readonly test: 'contains' | 'starts-with' | 'ends-with'; readonly property: string; readonly kind: AtomKind; readonly text: string }
  | { readonly test: 'is-known'; readonly property: string; readonly kind: AtomKind }
  | {
      readonly test: 'before-property'
      readonly property: string
      readonly kind: AtomKind
      readonly other: string
      readonly orEqual: boolean
    }
  | { readonly test: 'id-of'; readonly ids: readonly RecordId[] }
  | {
      readonly test: 'changed'
      readonly property: string
      readonly kind: AtomKind
      readonly since: Instant
      readonly to?: NonNullable<Value>
    }
  | { readonly test: 'some'; readonly hop: Hop; readonly where: Expression }
  | {
      readonly test: 'count'
      readonly hop: Hop
      readonly where: Expression
      readonly is: 'is' | 'less' | 'at-most' | 'more' | 'at-least'
      readonly than: number
    }
  | { readonly test: 'first'; readonly hop: Hop; readonly among: Expression; readonly where: Expression }
)
/** How a store has to compare. */
export type AtomKind =
  | 'string'
  | 'text'
  | 'number'
  | 'money'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'enumeration'
  | 'multi_enumeration'
  | 'user'
  | 'json'
/** What the evaluator needs of one record. */
export interface Image {
  readonly id: RecordId
  readonly values: Values
}
