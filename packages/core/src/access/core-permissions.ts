/** The permissions that the core itself asks for (ACC-1). `superAdmin` is a flag of the user, and in no permission set. */
export const corePermissions = ['workspace.access', 'settings.manage'] as const
/** What people call them. */
export const corePermissionTitles: Readonly<Record<(typeof corePermissions)[number], string>> = {
  'workspace.access': 'Use the workspace',
  'settings.manage': 'Manage Customer Success Settings',
}
