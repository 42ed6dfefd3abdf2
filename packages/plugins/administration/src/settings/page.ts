import { defineSettingsPages } from '@tenure/core/administration'
import { custom, defineElement, detail } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import { lastSaveContract, saveSettingsContract, settingsContract, settingsEffectsContract } from '@tenure/core/page'
import type { z } from 'zod'
import { elementFolder } from '../element-folder.js'

const element = defineElement<z.output<typeof settingsContract.output>>({
  id: 'tenure.administration/settings',
  module: new URL('settings.js', elementFolder),
  calls: [settingsEffectsContract, saveSettingsContract, lastSaveContract],
})

const page = defineSettingsPages({
  id: 'tenure.administration/settings-pages',
  order: { group: 'settings', rank: 50 },
  block: custom({
    from: settingsContract,
    input: { section: '' },
    element,
    fallback: detail({ from: settingsContract, input: { section: '' }, fields: ['title', 'version'] }),
  }),
})

/** The settings of any section of any plugin, as a page. */
export const settings: readonly Contribution[] = [element, page]
