import { activateTypeContract, definePage, editionContract, mappingEffectContract, objectRolesContract } from '@tenure/core/administration'
import { custom, defineElement, detail } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import { lastSaveContract, saveSettingsContract } from '@tenure/core/page'
import type { z } from 'zod'
import { elementFolder } from '../element-folder.js'
import { german } from './german.js'

const element = defineElement<z.output<typeof objectRolesContract.output>>({
  id: 'tenure.administration/roles',
  module: new URL('roles.js', elementFolder),
  calls: [mappingEffectContract, editionContract, activateTypeContract, saveSettingsContract, lastSaveContract],
})

const page = definePage({
  id: 'tenure.administration/roles-page',
  title: 'Object roles',
  icon: 'puzzle',
  area: 'account',
  order: { group: 'account', rank: 10 },
  block: custom({ from: objectRolesContract, element, fallback: detail({ from: objectRolesContract, fields: ['version'] }) }),
})

/** Which object types play the roles of the account. */
export const roles: readonly Contribution[] = [element, page, german]
