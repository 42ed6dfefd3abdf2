/** Name of a contribution: the plugin's id, a slash, and a name within the plugin. */
export type ContributionId = `${string}/${string}`

/** Anything that a plugin contributes, recognised by its shape across copies of a package. `Need` is what its code must be granted. */
export interface Contribution<Need extends string = never> {
  readonly contribution: 1
  readonly kind: string
  readonly id: string
  readonly '~need'?: Need
}

/** A permission of a plugin's own. */
export interface Permission extends Contribution {
  readonly kind: 'permission'
  readonly title: string
}
/**
 * A built-in permission, or one that a plugin defines; `signed-in` is what every active user has, with a seat or without, and `superAdmin`
 * is the flag of that name. `summary` is `workspace.access`, or being a super admin without a seat (ACC-5).
 */
export type PermissionRef = 'signed-in' | 'workspace.access' | 'settings.manage' | 'superAdmin' | 'runs' | 'summary' | Permission

/** A permission of the plugin's own, which administrators put into permission sets. */
export function definePermission(spec: { readonly id: ContributionId; readonly title: string }): Permission {
  return Object.freeze({ contribution: 1, kind: 'permission', ...spec })
}
/** The name of a permission in permission sets. */
export function toPermissionId(permission: PermissionRef): string {
  return typeof permission === 'string' ? permission : permission.id
}
