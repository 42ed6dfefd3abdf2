import { definePage, jobRunsContract, jobsContract, runJobContract } from '@tenure/core/administration'
import { custom, defineElement, stack } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import { elementFolder } from '../element-folder.js'
import { jobsGerman } from './german.js'

const element = defineElement({
  id: 'tenure.administration/jobs',
  module: new URL('jobs.js', elementFolder),
  calls: [jobsContract, jobRunsContract, runJobContract],
})
const page = definePage({
  id: 'tenure.administration/jobs-page',
  title: 'Jobs',
  icon: 'clock',
  area: 'account',
  permission: 'superAdmin',
  order: { after: 'tenure.administration/audit-page' },
  block: custom({ title: 'Jobs', from: jobsContract, element, fallback: stack() }),
})

/** What plugins do by themselves, how it went, and when it is done next. */
export const jobs: readonly Contribution[] = [element, page, jobsGerman]
