import type { Block } from '../../block/block.js'
import type { IconName } from '../../block/icon-name.js'
import type { Contribution, ContributionId } from '../contribution.js'
import type { Place, Tab, When } from '../tab.js'

/** Where a page of the administration stands: among those of the workspace, or among those of the whole account. */
export type PageArea = 'workspace' | 'account'
/** A page of the administration. */
export interface PageSpec {
  readonly id: ContributionId
  readonly title: string
  readonly icon?: IconName
  readonly area: PageArea
  /** Who sees it: everyone who works here, holders of `settings.manage`, as by default, or super admins alone. A seat is not needed by super admins (ACC-5). */
  readonly permission?: 'workspace.access' | 'settings.manage' | 'superAdmin'
  readonly when?: When
  readonly order?: Place
  readonly block: Block
}

/**
 * A page of the administration (WSP-13), described by a block as a tab is. Its providers and actions check rights themselves: hiding a page
 * protects nothing.
 */
export function definePage({ permission = 'settings.manage', ...spec }: PageSpec): Contribution {
  const page: Tab = { ...spec, needs: permission, contribution: 1, kind: 'tab' }
  return Object.freeze(page)
}
