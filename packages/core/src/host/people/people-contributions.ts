import { implementAction } from '../../contract/action.js'
import {
  addPersonContract,
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
} from '../../contract/administration/people-contract.js'
import { implementProvider } from '../../contract/provider.js'
import { PeopleDesk } from './people-desk.js'

const uses = { people: PeopleDesk }

/** What the page *Access* asks and changes (ACC-13). */
export const peopleContributions = [
  implementProvider(peopleContract, { uses, watch: ({ people, input }) => people.people(input) }),
  implementProvider(personContract, { uses, watch: ({ people, input }) => people.person(input.user) }),
  implementProvider(teamsContract, { uses, watch: ({ people }) => people.teams() }),
  implementProvider(permissionSetsContract, { uses, watch: ({ people }) => people.sets() }),
  implementProvider(rightsOffersContract, { uses, watch: ({ people }) => people.offers() }),
  implementProvider(explainAccessContract, { uses, watch: ({ people, input }) => people.explain(input) }),
  implementProvider(handOverCustomersContract, { uses, watch: ({ people, input }) => people.customersOf(input) }),
  implementProvider(handOverPlanContract, { uses, watch: ({ people, input }) => people.plan(input) }),
  implementAction(addPersonContract, { uses, run: ({ people, input }) => people.add(input) }),
  implementAction(savePersonContract, { uses, run: ({ people, input }) => people.save(input) }),
  implementAction(saveTeamContract, { uses, run: ({ people, input }) => people.saveTeam(input) }),
  implementAction(removeTeamContract, { uses, run: ({ people, input }) => people.removeTeam(input) }),
  implementAction(savePermissionSetContract, { uses, run: ({ people, input }) => people.saveSet(input) }),
  implementAction(removePermissionSetContract, { uses, run: ({ people, input }) => people.removeSet(input) }),
  implementAction(endSessionsContract, { uses, run: ({ people, input }) => people.endSessions(input.user) }),
  implementAction(handOverContract, { uses, run: ({ people, input }) => people.handOver(input) }),
] as const
