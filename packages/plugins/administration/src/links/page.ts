import { definePage } from '@tenure/core/administration'
import { custom, defineElement, stack } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import { createPublicLinkContract, publicLinksContract, revokePublicLinkContract } from '@tenure/core/outside'
import { elementFolder } from '../element-folder.js'
import { linksGerman } from './german.js'

const element = defineElement({
  id: 'tenure.administration/links',
  module: new URL('links.js', elementFolder),
  calls: [publicLinksContract, createPublicLinkContract, revokePublicLinkContract],
})
const page = definePage({
  id: 'tenure.administration/links-page',
  title: 'Your links',
  icon: 'plug',
  area: 'account',
  permission: 'workspace.access',
  order: { after: 'tenure.administration/jobs-page' },
  block: custom({ title: 'Your links', from: publicLinksContract, element, fallback: stack() }),
})

/** The links of each user that open without signing in (SEC-11). */
export const links: readonly Contribution[] = [element, page, linksGerman]
