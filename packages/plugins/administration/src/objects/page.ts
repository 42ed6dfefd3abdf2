import { definePage, objectTypesContract, saveObjectTypeContract } from '@tenure/core/administration'
import { custom, defineElement, detail } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import type { z } from 'zod'
import { elementFolder } from '../element-folder.js'
import { german } from './german.js'

const element = defineElement<z.output<typeof objectTypesContract.output>>({
  id: 'tenure.administration/objects',
  module: new URL('objects.js', elementFolder),
  calls: [saveObjectTypeContract],
})

const page = definePage({
  id: 'tenure.administration/objects-page',
  title: 'Objects',
  icon: 'list',
  area: 'account',
  order: { group: 'account', rank: 11 },
  block: custom({ from: objectTypesContract, element, fallback: detail({ from: objectTypesContract, fields: ['edits'] }) }),
})

/** The object types of the account, and the editor of those that people make. */
export const objects: readonly Contribution[] = [element, page, german]
