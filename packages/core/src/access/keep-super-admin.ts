import type { Issue } from '../errors/tenure-error.js'
import type { RecordRef, Values } from '../schema/value.js'
import { type Directory, isSuperAdmin } from './directory.js'

/** The issues of a batch that would leave the account without an active super admin (ACC-13). */
export function keepSuperAdmin(
  directory: Directory,
  batch: readonly { readonly ref: RecordRef; readonly after: Values | undefined }[],
): readonly Issue[] {
  const users = batch.filter(({ ref }) => ref.type === 'user')
  const admins = new Set(users.length === 0 ? [] : directory.superAdmins())
  if (admins.size === 0) return []
  for (const { ref, after } of users) {
    if (after !== undefined && isSuperAdmin(after)) admins.add(ref.id)
    else admins.delete(ref.id)
  }
  if (admins.size > 0) return []
  return [{ path: ['superAdmin'], message: 'This is the last super admin of the account. Make another user super admin first.' }]
}
