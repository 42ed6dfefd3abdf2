import {
  auditChangeContract,
  auditContract,
  auditCountsContract,
  auditEntryContract,
  definePage,
  exportAuditContract,
  workspacesContract,
} from '@tenure/core/administration'
import { custom, defineElement, metric } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import { usersContract } from '@tenure/core/page'
import { elementFolder } from '../element-folder.js'
import { auditGerman } from './german.js'

const element = defineElement({
  id: 'tenure.administration/audit',
  module: new URL('audit.js', elementFolder),
  calls: [
    auditContract,
    auditCountsContract,
    auditEntryContract,
    auditChangeContract,
    exportAuditContract,
    usersContract,
    workspacesContract,
  ],
})
const page = definePage({
  id: 'tenure.administration/audit-page',
  title: 'Audit',
  icon: 'history',
  area: 'account',
  permission: 'superAdmin',
  order: { after: 'tenure.administration/access' },
  block: custom({
    title: 'Audit',
    from: auditContract,
    element,
    fallback: metric({ title: 'Entries of the audit', from: auditContract, value: 'total' }),
  }),
})

/** Who did what to rights, settings and sign-ins (SEC-13). */
export const audit: readonly Contribution[] = [element, page, auditGerman]
