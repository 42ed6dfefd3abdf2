/**
 * Who sees and writes the records of a system type. It takes the place of object permissions, which people set for business types.
 *
 * `core`: super admins read them; only the core writes them, by actions that check the whole. The user named by `owner` reads the `open`
 * properties of own ones. Where they are `personal`, nobody else reads them, super admins neither.
 * `managed`: holders of `permission` write them (`superAdmin`: super admins); everyone who signs in reads the `open` properties.
 * `shared`: the user named by `owner` reads and writes them; where `audience` is `everyone`, every user of the workspace named by `workspace`
 * reads them and holders of `settings.manage` write them; where it is `teams`, members of the teams in `teams` who are in that workspace read
 * them, and holders of `settings.manage` there. `open` lets every user of the workspace write what is shared. Without `audience` they are
 * private to the owner.
 */
export type TypePolicy =
  | { readonly by: 'core'; readonly owner?: string; readonly open?: readonly string[]; readonly personal?: true }
  | { readonly by: 'managed'; readonly permission: 'superAdmin' | 'settings.manage'; readonly open: readonly string[] }
  | { readonly by: 'shared'; readonly owner: string; readonly audience?: AudiencePolicy }

/** The properties that say with whom a record is shared. */
export interface AudiencePolicy {
  readonly property: string
  readonly workspace: string
  readonly teams?: string
  readonly open?: true
}

/** Records that only the core writes; super admins read them. */
export const coreOnly: TypePolicy = Object.freeze({ by: 'core' })
/** Records that only the core writes, for one user each: that user reads the `open` properties, super admins read everything. */
export function coreFor(owner: string, ...open: readonly string[]): TypePolicy {
  return Object.freeze({ by: 'core', owner, open })
}
/** Records that only the core writes, and that only the user named by `owner` reads. */
export function personalTo(owner: string, ...open: readonly string[]): TypePolicy {
  return Object.freeze({ by: 'core', owner, open, personal: true })
}
/** Records that administrators manage; everyone who signs in reads the `open` properties. */
export function managedBy(permission: 'superAdmin' | 'settings.manage', ...open: readonly string[]): TypePolicy {
  return Object.freeze({ by: 'managed', permission, open })
}
/** Records that belong to one user: nobody else sees them. `owner` is the `user` property that names the user. */
export function privateTo(owner: string): TypePolicy {
  return Object.freeze({ by: 'shared', owner })
}
/**
 * Records of one user that the user may share with the workspace: `audience` is an enumeration of `private` and `everyone`, `workspace`
 * names the workspace. Only holders of `settings.manage` share, and change what is shared (VIEW-2).
 */
export function sharedBy(properties: SharedProperties): TypePolicy {
  const { owner, audience, ...more } = properties
  return Object.freeze({ by: 'shared', owner, audience: { property: audience, ...more } })
}
interface SharedProperties extends Omit<AudiencePolicy, 'property'> {
  readonly owner: string
  readonly audience: string
}
