import type { Block } from '../../block/block.js'
import type { Contribution } from '../../contract/contribution.js'
import type { AnySettings } from '../../contract/settings.js'
import type { Tab } from '../../contract/tab.js'

/** A contribution among those of its plugin's install. */
interface Given<Install> {
  readonly contribution: Contribution
  readonly plugin: string
  readonly install: Install
}
/** A page, and the section of the settings that it shows. */
export interface SettingsPage<Install> extends Omit<Given<Install>, 'contribution'> {
  readonly tab: Tab & { readonly section: string }
}

/** A page for each section of the settings, in the way that one plugin gives for all of them; the first in order of ids wins. */
export function settingsPages<Install>(given: readonly Given<Install>[]): readonly SettingsPage<Install>[] {
  const [kind] = given
    .flatMap(({ contribution }) => (isKindOfPage(contribution) ? [contribution] : []))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  if (kind === undefined) return []
  return given.flatMap(({ contribution, ...of }) => (isSection(contribution) ? [{ ...of, tab: toPage(kind, contribution) }] : []))
}
/** Whether this says how pages of settings look, and is no page itself. */
export function isKindOfPage(contribution: Contribution): contribution is Tab {
  return contribution.kind === 'tab' && (contribution as Tab).each === 'settings'
}

function isSection(contribution: Contribution): contribution is AnySettings {
  return contribution.kind === 'settings'
}
function toPage({ each: _each, ...kind }: Tab, { id, title, icon, scope, order = kind.order }: AnySettings): SettingsPage<never>['tab'] {
  return { ...kind, id, title, area: scope, section: id, block: blockFor(kind.block, id), ...(icon && { icon }), ...(order && { order }) }
}

// The same block each time, so that a page is the same until something of it changes.
const blocks = new WeakMap<Block, Map<string, Block>>()
function blockFor(block: Block, section: string): Block {
  const known = blocks.get(block) ?? new Map<string, Block>()
  blocks.set(block, known)
  const made = known.get(section) ?? asking(block, section)
  known.set(section, made)
  return made
}
function asking(block: Block, section: string): Block {
  const own = 'provider' in block ? { ...block, input: { ...block.input, section } } : block
  return Object.freeze(own.kind === 'custom' ? { ...own, fallback: asking(own.fallback, section) } : own) as Block
}
