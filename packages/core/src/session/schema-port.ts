import type { Observable } from 'rxjs'
import type { SchemaDefinition } from '../schema/definition.js'
import type { Askers } from '../workspace/askers.js'
import type { WorkspaceChange } from '../workspace/change.js'

/** What a session may know of users and object types, and when that changes. */
export interface SchemaPort {
  readonly askers: Pick<Askers, 'get'>
  readonly changes: Observable<WorkspaceChange>
  schema(): SchemaDefinition
}
