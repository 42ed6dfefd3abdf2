import { implementAction } from '../../contract/action.js'
import { editionContract } from '../../contract/administration/edition-contract.js'
import { activateTypeContract, mappingEffectContract, objectRolesContract } from '../../contract/administration/mapping-contract.js'
import { objectTypesContract, saveObjectTypeContract } from '../../contract/administration/object-type-contract.js'
import { implementProvider } from '../../contract/provider.js'
import { pipelinesContract, savePipelinesContract } from '../../contract/stage/pipelines-contract.js'
import { MappingDesk } from '../../workspace/mapping/mapping-desk.js'
import { ObjectTypeDesk } from '../../workspace/objects/object-type-desk.js'
import { PipelineDesk } from '../../workspace/pipelines/pipeline-desk.js'

const uses = { desk: MappingDesk }
const ofTypes = { desk: ObjectTypeDesk }
const ofPipelines = { desk: PipelineDesk }

/** Providers and actions about roles, editions, object types and pipelines. */
export const mappingParts = [
  implementProvider(objectRolesContract, { uses, watch: ({ desk }) => desk.roles() }),
  implementProvider(mappingEffectContract, { uses, watch: ({ desk, input }) => desk.effect(input) }),
  implementProvider(editionContract, { uses, watch: ({ desk }) => desk.edition() }),
  implementAction(activateTypeContract, { uses, run: ({ desk, input }) => desk.activate(input.type) }),
  implementProvider(objectTypesContract, { uses: ofTypes, watch: ({ desk }) => desk.types() }),
  implementAction(saveObjectTypeContract, { uses: ofTypes, run: ({ desk, input }) => desk.save(input) }),
  implementProvider(pipelinesContract, { uses: ofPipelines, watch: ({ desk }) => desk.pipelines() }),
  implementAction(savePipelinesContract, { uses: ofPipelines, run: ({ desk, input }) => desk.save(input) }),
] as const
