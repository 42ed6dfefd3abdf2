import { definePage, pipelinesContract, savePipelinesContract, workspacesContract } from '@tenure/core/administration'
import { custom, defineElement, stack } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import { usersContract } from '@tenure/core/page'
import type { z } from 'zod'
import { elementFolder } from '../element-folder.js'
import { german } from './german.js'

const element = defineElement<z.output<typeof pipelinesContract.output>>({
  id: 'tenure.administration/pipelines',
  module: new URL('pipelines.js', elementFolder),
  calls: [savePipelinesContract, usersContract, workspacesContract],
})

const page = definePage({
  id: 'tenure.administration/pipelines-page',
  title: 'Pipelines',
  icon: 'trend',
  area: 'account',
  order: { group: 'account', rank: 12 },
  block: custom({ from: pipelinesContract, element, fallback: stack() }),
})

/** The pipelines of the object types: their stages, and which ways records take through them (SVC-4, REV-4). */
export const pipelines: readonly Contribution[] = [element, page, german]
