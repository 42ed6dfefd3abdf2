import type { z } from 'zod'
import type { Directory } from '../../access/directory.js'
import { missingFor } from '../../access/principal.js'
import { type Block, flattenBlock, referencesOf } from '../../block/block.js'
import type { Collection } from '../../contract/collection/collection.js'
import type { Contribution } from '../../contract/contribution.js'
import type { tabContract } from '../../contract/workspace-contract.js'
import type { PluginHost } from '../../plugin/plugin-host.js'
import { isRoleName, type RoleName } from '../../schema/role.js'
import type { UserId } from '../../schema/value.js'
import type { Askers } from '../../workspace/askers.js'
import { type ConfigurationPort, neededFor } from '../../workspace/mapping/needed-configuration.js'

type ShownNeeds = NonNullable<z.output<typeof tabContract.output>['needs']>
/** What saying what a tab needs takes. */
export interface TabNeedsPort extends ConfigurationPort {
  readonly askers: Pick<Askers, 'find'>
  readonly directory: Pick<Directory, 'find' | 'name' | 'superAdmins'>
  readonly plugins: Pick<PluginHost, 'contributions'>
}

/** So many super admins are named as those to ask. */
const mostNamed = 3

/** What the user's workspace has to choose before this block has something to show (MAP-4, MAP-7); who may choose it, or whom to ask. */
export function needsOf(port: TabNeedsPort, user: UserId, block: Block): ShownNeeds | undefined {
  const asker = port.askers.find(user)
  if (asker === undefined) return undefined
  const needed = neededFor(port, asker.workspace, rolesShown(port, block))
  if (needed === undefined) return undefined
  const may = missingFor(asker.principal, needed.because === 'inactive' ? 'superAdmin' : 'settings.manage') === undefined
  const names = port.directory.superAdmins().map((id) => port.directory.name(id) ?? id)
  const what = needed.because === 'unchosen' ? { ...needed, fields: needed.fields.map((field) => ({ ...field })) } : needed
  return { ...what, may, ask: may ? [] : names.slice(0, mostNamed) }
}

// A block shows a role where it names a provider of a collection over the role.
function rolesShown({ plugins }: TabNeedsPort, block: Block): readonly RoleName[] {
  const named = new Set(flattenBlock(block).flatMap((part) => referencesOf(part).map(({ id }) => id)))
  const roles = plugins.contributions().flatMap(({ contribution }) => {
    if (!isCollection(contribution) || !isRoleName(contribution.of.objectType)) return []
    const { list, viewList, totalList, groupList } = contribution
    return [list, viewList, totalList, groupList].some(({ id }) => named.has(id)) ? [contribution.of.objectType] : []
  })
  return [...new Set(roles)]
}
function isCollection(contribution: Contribution): contribution is Collection<unknown, never> {
  return contribution.kind === 'collection'
}
