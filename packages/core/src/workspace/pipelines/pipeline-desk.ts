import { from, map, type Observable, switchMap } from 'rxjs'
import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import { defineToken, type Token } from '../../base/key.js'
import type { pipelinesContract, savePipelinesContract } from '../../contract/stage/pipelines-contract.js'
import { type Issue, TenureError } from '../../errors/tenure-error.js'
import type { Reader } from '../../records/read-records.js'
import type { ObjectTypeDefinition, PipelineDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { ObjectTypeExtension } from '../../schema/extend-schema.js'
import { roleDefinitions } from '../../schema/role.js'
import type { UserId } from '../../schema/value.js'
import type { Actor } from '../../storage/adapter.js'
import type { WorkspaceChange } from '../change.js'
import { follow } from '../follow.js'
import { type KeptType, readKeptTypes } from '../objects/kept-types.js'
import { stageInUse, typeConflict } from '../objects/object-type-desk.js'
import { typesOf } from '../role-section.js'
import type { SettingsStore } from '../settings-store.js'
import { fromPipeline, toPipelines } from './people-pipeline.js'

type Shown = z.output<typeof pipelinesContract.output>
type Given = z.output<NonNullable<typeof savePipelinesContract.input>>

/** What the page about pipelines works with; only the core's plugin is given it. */
export interface PipelineDesk {
  pipelines(): Observable<Shown>
  /** Errors: `input.invalid` naming what is wrong, `record.conflict`. */
  save(given: Given): Promise<{ readonly version: string }>
}
export const PipelineDesk: Token<PipelineDesk> = defineToken('tenure.core/pipelines@1')

/** What the desk needs of the host. */
export interface PipelinePort {
  readonly changes: Observable<WorkspaceChange>
  readonly reader: Pick<Reader, 'list'>
  readonly settings: Pick<SettingsStore, 'mapping'>
  schema(): SchemaDefinition
  define(definition: ObjectTypeExtension, by: { readonly actor: Actor; readonly version: string }): Promise<string>
}

/** The desk of one user. */
export function createPipelineDesk(port: PipelinePort, user: UserId): PipelineDesk {
  return {
    pipelines: () =>
      follow(
        port.changes,
        (change) => 'types' in change || 'section' in change,
        () => ({ types: [...port.schema().values()].filter(hasPipelines), mapping: port.settings.mapping() }),
      ).pipe(
        switchMap(() => from(readKeptTypes(port.reader))),
        map((kept) => [...port.schema().values()].filter(hasPipelines).map((type) => toShown(port, type, kept.get(type.name)))),
      ),
    async save({ type: name, version, pipelines: given }) {
      const type = port.schema().get(name)
      if (type === undefined || !hasPipelines(type)) throw invalid([issue(['type'], `There is no object type ${name} with pipelines.`)])
      const kept = (await readKeptTypes(port.reader)).get(name)
      if ((kept?.version ?? '0') !== version) throw typeConflict(name, kept?.definition, kept?.version ?? '0')
      const pipelines = toPipelines(given)
      const issues = [...pipelineIssues(type, pipelines), ...(await leftBehind(port, type, pipelines))]
      if (issues.length > 0) throw invalid(issues)
      const definition = { ...(kept?.definition ?? { name }), pipelines }
      return { version: await port.define(definition, { actor: { user, source: 'user' }, version }) }
    },
  }
}

function hasPipelines({ pipelines, policy, active }: ObjectTypeDefinition): boolean {
  return pipelines !== undefined && policy === undefined && active
}
function toShown(port: PipelinePort, type: ObjectTypeDefinition, kept: KeptType | undefined): Shown[number] {
  const mapping = port.settings.mapping()
  return {
    type: type.name,
    label: type.label,
    plural: type.plural,
    roles: roleDefinitions.filter((role) => typesOf(mapping, role.name).includes(type.name)).map(({ label }) => label),
    version: kept?.version ?? '0',
    pipelines: (type.pipelines ?? []).map(fromPipeline),
    properties: type.properties.filter(isAsked).map(({ name, label, kind }) => ({ name, label, kind })),
  }
}
const ofStages = new Set(['pipeline', 'stage'])
function isAsked({ name, kind, computed }: ObjectTypeDefinition['properties'][number]): boolean {
  return computed !== true && kind !== 'json' && !ofStages.has(name)
}

/** What is wrong with the rules themselves. */
function pipelineIssues(type: ObjectTypeDefinition, pipelines: readonly PipelineDefinition[]): readonly Issue[] {
  const stages = pipelines.flatMap((pipeline) => pipeline.stages.map(({ value }) => value))
  const twice = stages.find((value, at) => stages.indexOf(value) !== at)
  const asked = new Set(type.properties.filter(isAsked).map(({ name }) => name))
  return [
    ...(twice === undefined ? [] : [issue(['pipelines'], `The stage ${twice} is there twice. A stage belongs to one pipeline.`)]),
    ...pipelines.flatMap((pipeline, at) => [
      ...(pipeline.rules?.startsIn ?? [])
        .filter((name) => !pipeline.stages.some(({ value }) => value === name))
        .map((name) => issue(['pipelines', at, 'rules', 'startsIn'], `${pipeline.label} has no stage ${name} to start in.`)),
      ...pipeline.stages.flatMap(({ label, requires = [], asks = [] }, place) =>
        [...requires, ...asks]
          .filter((name) => !asked.has(name))
          .map((name) =>
            issue(['pipelines', at, 'stages', place], `${label} cannot ask for ${name}: ${type.label} has no such property to fill in.`),
          ),
      ),
    ]),
  ]
}
// Records of a stage that is taken out would be nowhere.
async function leftBehind(
  { reader }: PipelinePort,
  type: ObjectTypeDefinition,
  next: readonly PipelineDefinition[],
): Promise<readonly Issue[]> {
  const placesOf = (pipelines: readonly PipelineDefinition[]) =>
    pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => ({ pipeline: pipeline.value, stage: stage.value, label: stage.label })))
  const stays = new Set(placesOf(next).map(({ pipeline, stage }) => JSON.stringify([pipeline, stage])))
  const gone = placesOf(type.pipelines ?? []).filter(({ pipeline, stage }) => !stays.has(JSON.stringify([pipeline, stage])))
  const issues: Issue[] = []
  for (const { stage, label } of gone) {
    const where = { test: 'is', property: `${type.name}.stage`, value: stage } as const
    const { total } = await reader.list(systemAsker, { type: type.name, where, select: [], orderBy: [], limit: 0 })
    if (total > 0) issues.push(issue(['pipelines'], stageInUse(label, total)))
  }
  return issues
}
function issue(path: Issue['path'], message: string): Issue {
  return { path, message }
}
function invalid(issues: readonly Issue[]): TenureError {
  return new TenureError('input.invalid', issues.map(({ message }) => message).join(' '), { issues })
}
