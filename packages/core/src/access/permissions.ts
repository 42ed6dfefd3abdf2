import { z } from 'zod'

/** How far a right reaches: every record, those of the user's teams, the user's own, or none (ACC-7). */
export type Reach = 'all' | 'team' | 'own' | 'none'
/** What is done to a record. */
export type ObjectAction = 'view' | 'edit' | 'delete'
/** Rights to the records of one object type; `unassigned` lets records that nobody owns count for `team` and `own`. */
export interface ObjectPermission {
  readonly view: Reach
  readonly edit: Reach
  readonly delete: Reach
  readonly unassigned?: boolean
}
/** Rights by object type; `*` covers every type that is not named. Everything else is denied. */
export type ObjectPermissions = Readonly<Record<string, ObjectPermission>>

const reach = z.enum(['all', 'team', 'own', 'none'])
const permission = z.strictObject({ view: reach, edit: reach, delete: reach, unassigned: z.boolean().optional() })
/** Schema of the rights in a user or a permission set. */
export const objectPermissionsSchema = z.record(z.string(), permission)

const width: Readonly<Record<Reach, number>> = { none: 0, own: 1, team: 2, all: 3 }
/** The wider of two rights: what several permission sets give together. */
export function widest(a: ObjectPermission | undefined, b: ObjectPermission | undefined): ObjectPermission | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const wider = (action: ObjectAction): Reach => (width[a[action]] >= width[b[action]] ? a[action] : b[action])
  return { view: wider('view'), edit: wider('edit'), delete: wider('delete'), unassigned: a.unassigned === true || b.unassigned === true }
}
/** The right to one type out of a list of grants: each grant's own line for the type, or its `*`; the widest wins. */
export function permissionFor(grants: readonly ObjectPermissions[], type: string): ObjectPermission | undefined {
  return grants.map((grant) => (Object.hasOwn(grant, type) ? grant[type] : grant['*'])).reduce(widest, undefined)
}

/** The permissions that the core itself asks for (ACC-1). `superAdmin` is a flag of the user, and in no permission set. */
export const corePermissions = ['workspace.access', 'settings.manage'] as const
/** What people call them. */
export const corePermissionTitles: Readonly<Record<(typeof corePermissions)[number], string>> = {
  'workspace.access': 'Use the workspace',
  'settings.manage': 'Manage Customer Success Settings',
}
