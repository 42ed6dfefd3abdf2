import {
  addPersonContract,
  definePage,
  endSessionsContract,
  explainAccessContract,
  handOverContract,
  handOverCustomersContract,
  handOverPlanContract,
  peopleContract,
  permissionSetsContract,
  personContract,
  removePermissionSetContract,
  removeTeamContract,
  rightsOffersContract,
  savePermissionSetContract,
  savePersonContract,
  saveTeamContract,
  teamsContract,
} from '@tenure/core/administration'
import { custom, defineElement, table } from '@tenure/core/block'
import type { Contribution } from '@tenure/core/contract'
import { searchContract, usersContract } from '@tenure/core/page'
import { elementFolder } from '../element-folder.js'
import { german } from './german.js'

const element = defineElement({
  id: 'tenure.administration/people',
  module: new URL('people.js', elementFolder),
  calls: [
    ...[peopleContract, personContract, teamsContract, permissionSetsContract, rightsOffersContract, explainAccessContract],
    ...[addPersonContract, savePersonContract, saveTeamContract, removeTeamContract, savePermissionSetContract],
    ...[
      removePermissionSetContract,
      endSessionsContract,
      handOverPlanContract,
      handOverCustomersContract,
      handOverContract,
      searchContract,
      usersContract,
    ],
  ],
})
const page = definePage({
  id: 'tenure.administration/access',
  title: 'Access',
  icon: 'lock',
  area: 'account',
  permission: 'superAdmin',
  block: custom({
    from: peopleContract,
    element,
    fallback: table({ title: 'Access', from: peopleContract, columns: ['name', 'email', 'seat', 'active'] }),
  }),
})

/** The page *Access*: users, teams and permission sets (ACC-13). */
export const people: readonly Contribution[] = [element, page, german]
