import { implementAction } from '../../contract/action.js'
import { editionContract } from '../../contract/administration/edition-contract.js'
import { activateTypeContract, mappingEffectContract, objectRolesContract } from '../../contract/administration/mapping-contract.js'
import { implementProvider } from '../../contract/provider.js'
import { MappingDesk } from '../../workspace/mapping/mapping-desk.js'

const uses = { desk: MappingDesk }

/** Providers and actions about roles and editions. */
export const mappingParts = [
  implementProvider(objectRolesContract, { uses, watch: ({ desk }) => desk.roles() }),
  implementProvider(mappingEffectContract, { uses, watch: ({ desk, input }) => desk.effect(input) }),
  implementProvider(editionContract, { uses, watch: ({ desk }) => desk.edition() }),
  implementAction(activateTypeContract, { uses, run: ({ desk, input }) => desk.activate(input.type) }),
] as const
