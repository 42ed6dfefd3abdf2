import type { Block } from '../block/block.js'
import type { IconName } from '../block/icon-name.js'
import { type Contribution, type ContributionId, type PermissionRef, toPermissionId } from './contribution.js'

/** A page of the workspace. */
export interface TabSpec {
  readonly id: ContributionId
  readonly title: string
  readonly icon?: IconName
  readonly when?: When
  readonly order?: Place
  /** The permission without which it is not shown; by default `workspace.access`. */
  readonly needs?: 'workspace.access' | 'summary'
  readonly block: Block
}
/** Closed conditions, so that a page can be shown without running a plugin. */
export type When =
  | { readonly permission: PermissionRef }
  | { readonly edition: string }
  /** A switch of a section of the settings, as it is on where the user works. */
  | { readonly setting: ContributionId; readonly field: string }
  | { readonly all: readonly When[] }
  | { readonly any: readonly When[] }
  | { readonly not: When }
/** The place among the others: by group, then neighbours, then rank, then id. The operator's order comes first. */
export interface Place {
  readonly group?: string
  readonly before?: ContributionId
  readonly after?: ContributionId
  readonly rank?: number
}
/** A tab as a contribution, or a page of the administration, which has an area. */
export interface Tab extends Omit<TabSpec, 'needs'>, Contribution {
  readonly kind: 'tab'
  readonly id: ContributionId
  readonly area?: 'workspace' | 'account'
  /** The permission without which it is not shown; a tab needs `workspace.access`. */
  readonly needs?: 'workspace.access' | 'summary' | 'settings.manage' | 'superAdmin'
  /** It is a page for each section of the settings. */
  readonly each?: 'settings'
}
/** A page of the workspace, described by a block. */
export function defineTab(spec: TabSpec): Contribution {
  const tab: Tab = { ...spec, contribution: 1, kind: 'tab' }
  return Object.freeze(tab)
}
/** What a condition looks at: the rights of a user, the edition of the account, the settings where the user works. */
export interface ShownTo {
  readonly may: (permission: string) => boolean
  readonly edition: string
  readonly isOn: (section: string, field: string) => boolean
}
/** Whether a condition holds. */
export function isShown(when: When, to: ShownTo): boolean {
  if ('permission' in when) return to.may(toPermissionId(when.permission))
  if ('edition' in when) return to.edition === when.edition
  if ('setting' in when) return to.isOn(when.setting, when.field)
  if ('all' in when) return when.all.every((part) => isShown(part, to))
  if ('any' in when) return when.any.some((part) => isShown(part, to))
  return !isShown(when.not, to)
}
