import { custom, defineElement, stack } from '@tenure/core/block'
import { CustomerRole } from '@tenure/core/contract'
import { usersContract } from '@tenure/core/page'
import { defineAction, definePlugin, defineProvider, defineTab, type Plugin, reads } from '@tenure/core/plugin'
import { combineLatest, map } from 'rxjs'
import { z } from 'zod'
import { elementFolder } from '../element-folder.js'
import { importCalls } from '../imports/imports.js'
import { firstStartGerman } from './german.js'

const read = reads(CustomerRole.csm)

/** What of the set-up is done: how many customers there are, and how many of them have a CSM. */
export const setUpSteps = defineProvider({
  id: 'tenure.first-start/steps',
  title: 'Set-up',
  description: 'What of the set-up of the workspace is done.',
  permission: 'settings.manage',
  output: z.strictObject({ customers: z.int(), withCsm: z.int() }),
  uses: { records: read },
  watch: ({ records }) => {
    const all = records.watchAggregate({ of: CustomerRole })
    const looked = records.watchAggregate({ of: CustomerRole, where: { test: 'is-known', property: CustomerRole.csm.path } as never })
    return combineLatest([all, looked]).pipe(
      map(([every, some]) => ({ customers: every.groups[0]?.count ?? 0, withCsm: some.groups[0]?.count ?? 0 })),
    )
  },
})

/**
 * The tab of a workspace that is just being set up: bringing customers in, and a list of what is done and what comes next. The application
 * adds it to an empty workspace, and takes it away when somebody hides it or all is done.
 */
export function firstStart({ hide }: { readonly hide: () => void }): Plugin {
  const hideSetUp = defineAction({
    id: 'tenure.first-start/hide',
    title: 'Hide the set-up',
    description: 'Takes the tab of the set-up away for everybody.',
    permission: 'settings.manage',
    run: () => hide(),
  })
  const element = defineElement({
    id: 'tenure.first-start/page',
    module: new URL('first-start.js', elementFolder),
    calls: [...importCalls, usersContract],
  })
  const tab = defineTab({
    id: 'tenure.first-start/set-up',
    title: 'Set up',
    icon: 'home',
    when: { permission: 'settings.manage' },
    order: { group: 'customers', rank: 0 },
    block: custom({ from: setUpSteps, element, fallback: stack() }),
  })
  return definePlugin({
    id: 'tenure.first-start',
    version: '0.1.0',
    host: '1.0',
    grants: [read],
    contributes: [setUpSteps, hideSetUp, element, tab, firstStartGerman],
  })
}
