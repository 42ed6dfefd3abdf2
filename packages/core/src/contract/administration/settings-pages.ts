import type { Block } from '../../block/block.js'
import type { Contribution, ContributionId } from '../contribution.js'
import type { Place, Tab } from '../tab.js'

/**
 * How the settings of a section are shown: each section of any plugin gets a page of the administration of this kind, under its own title, icon
 * and place. The block is asked for the section: its provider is `tenure.core/settings`. The page has the id of the section.
 */
export function defineSettingsPages(spec: { readonly id: ContributionId; readonly order?: Place; readonly block: Block }): Contribution {
  const page: Tab = { ...spec, title: '', area: 'workspace', needs: 'settings.manage', each: 'settings', contribution: 1, kind: 'tab' }
  return Object.freeze(page)
}
