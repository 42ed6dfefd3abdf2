import type { RecordId, RecordRef, UserId, Values } from '../schema/value.js'

/**
 * One requested change, in the names of the object type. `version` is the one that the caller saw, `was` are the values that it saw of the
 * properties that it writes: a newer one is a conflict. Without both, the change applies to the newest.
 */
export type RecordWrite =
  | {
      readonly write: 'create'
      readonly type: string
      readonly id?: RecordId
      readonly values: Values
      /** Where there is a record of that id, also an archived one, neither it nor its links are written. */
      readonly once?: true
    }
  | {
      readonly write: 'update'
      readonly type: string
      readonly id: RecordId
      readonly values: Values
      readonly version?: string
      readonly was?: Values
    }
  | { readonly write: 'archive' | 'restore'; readonly type: string; readonly id: RecordId; readonly version?: string }
  /** Notifies a user about a record, once for each id; `shows` is a property that is shown beside its title. */
  | {
      readonly write: 'notify'
      readonly type: 'notification'
      readonly id: RecordId
      readonly user: UserId
      readonly about: RecordRef
      readonly plugin: string
      readonly shows?: string
    }
  /** `other` becomes part of the record, and its id leads there from then on. */
  | {
      readonly write: 'merge'
      readonly type: string
      readonly id: RecordId
      readonly other: RecordId
      readonly version?: string
      readonly otherVersion?: string
    }
  | {
      readonly write: 'associate' | 'unassociate'
      readonly type: string
      readonly id: RecordId
      readonly association: string
      readonly to: RecordId
      readonly label?: string
    }
