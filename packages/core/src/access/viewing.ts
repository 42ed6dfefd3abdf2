import type { Problem } from '../errors/tenure-error.js'
import type { UserId } from '../schema/value.js'
import { missingFor, type Principal, summaryPermission } from './principal.js'

/** A user who looks at another's Summary (SUM-8): nothing is seen that either of them may not see. */
export interface Viewing {
  /** Who looks. */
  readonly viewer: Principal
  /** Whose Summary it is. */
  readonly target: Principal
}

/** The key under which both are one asker; no user has it as an id. */
export function viewingKey(viewer: UserId, target: UserId): UserId {
  return `view-as ${JSON.stringify([viewer, target])}`
}

/**
 * What both have: whose data it is follows the target, flags and permissions are those that both hold, and what is hidden from one is hidden. Rights
 * to records are no part of it: the policy asks both principals.
 */
export function intersection({ viewer, target }: Viewing): Principal {
  const permissions = [...new Set([...viewer.permissions, ...target.permissions])]
  return Object.freeze({
    ...target,
    locale: viewer.locale,
    superAdmin: viewer.superAdmin && target.superAdmin,
    permissions: new Set(permissions.filter((name) => [viewer, target].every((each) => missingFor(each, name) === undefined))),
    hidden: new Set([...viewer.hidden, ...target.hidden]),
    readOnly: new Set([...viewer.readOnly, ...target.readOnly]),
  })
}

/** Why the viewer may not look at the Summary of the target; `undefined` where nothing is missing. */
export function missingToView({ viewer, target }: Viewing): Problem | undefined {
  const missing = missingFor(viewer, 'settings.manage')
  if (missing !== undefined) return missing
  if (missingFor(target, summaryPermission) === undefined) return undefined
  const message = `${target.name} may not use the workspace, so there is nothing to view.`
  return { code: 'access.denied', message, details: { missing: 'access of the user who is viewed' } }
}

/** Why a viewed Summary does not answer what needs this permission: only blocks of Summary do, and nothing is changed. */
export function missingWhileViewing(viewing: Viewing, permission: string): Problem | undefined {
  if (permission === summaryPermission) return missingToView(viewing)
  const message = 'Only Summary can be viewed as another user, and nothing can be changed there. Stop viewing first.'
  return { code: 'access.denied', message, details: { missing: 'a page of your own' } }
}
