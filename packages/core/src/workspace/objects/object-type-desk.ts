import { from, map, type Observable, switchMap } from 'rxjs'
import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import { missingFor } from '../../access/principal.js'
import { defineToken, type Token } from '../../base/key.js'
import type { objectTypesContract } from '../../contract/administration/object-type-contract.js'
import { type Issue, TenureError } from '../../errors/tenure-error.js'
import type { Reader } from '../../records/read-records.js'
import type { ObjectTypeDefinition, SchemaDefinition } from '../../schema/definition.js'
import type { ObjectTypeExtension } from '../../schema/extend-schema.js'
import { roleDefinitions } from '../../schema/role.js'
import type { UserId } from '../../schema/value.js'
import type { Actor } from '../../storage/adapter.js'
import type { Askers } from '../askers.js'
import type { WorkspaceChange } from '../change.js'
import { follow } from '../follow.js'
import { typesOf } from '../role-section.js'
import type { SettingsStore } from '../settings-store.js'
import { type KeptType, readKeptTypes } from './kept-types.js'
import { customPrefix, lossesOf, type PeopleType, toDefinition } from './people-type.js'

type ShownTypes = z.output<typeof objectTypesContract.output>
type ShownType = ShownTypes['types'][number]

/** What the page about object types works with; only the core's plugin is given it. */
export interface ObjectTypeDesk {
  types(): Observable<ShownTypes>
  /** Errors: `input.invalid` naming what would be lost, `record.conflict`. */
  save(given: PeopleType): Promise<{ readonly name: string; readonly version: string }>
}
export const ObjectTypeDesk: Token<ObjectTypeDesk> = defineToken('tenure.core/object-types@1')

/** What the desk needs of the host. */
export interface ObjectTypePort {
  readonly askers: Pick<Askers, 'get'>
  readonly changes: Observable<WorkspaceChange>
  readonly reader: Pick<Reader, 'list'>
  readonly settings: Pick<SettingsStore, 'mapping'>
  schema(): SchemaDefinition
  /** Puts a definition in the place of the account's own for that type, against its version; the version that it has then. */
  define(definition: ObjectTypeExtension, by: { readonly actor: Actor; readonly version: string }): Promise<string>
}

/** The desk of one user. */
export function createObjectTypeDesk(port: ObjectTypePort, user: UserId): ObjectTypeDesk {
  return {
    types: () =>
      follow(
        port.changes,
        (change) => 'types' in change || 'section' in change,
        () => ({ types: [...port.schema().values()], mapping: port.settings.mapping() }),
      ).pipe(
        switchMap(() => from(customTypes(port))),
        map((kept) => readTypes(port, user, kept)),
      ),
    async save(given) {
      const kept = given.name === undefined ? undefined : (await customTypes(port)).get(given.name)
      if (given.name !== undefined && kept === undefined)
        throw invalid([{ path: ['name'], message: `There is no custom object type ${given.name}.` }])
      if (kept !== undefined && kept.version !== given.version) throw typeConflict(kept.definition.name, kept.definition, kept.version)
      const types = port.schema()
      const definition = toDefinition(given, { known: kept?.definition, types })
      const issues = [...lossesOf(kept?.definition, definition, types), ...(await stageIssues(port, kept?.definition, definition))]
      if (issues.length > 0) throw invalid(issues)
      const by = { actor: { user, source: 'user' }, version: given.version ?? '0' } as const
      return { name: definition.name, version: await port.define(definition, by) }
    },
  }
}

/** Someone else changed the type meanwhile; the conflict shows the newer definition. */
export function typeConflict(name: string, definition: unknown, version: string): TenureError {
  const message = 'Someone else changed this object type. Look at the newer version first.'
  return new TenureError('record.conflict', message, { record: { type: 'objectType', id: name }, newer: { definition }, version })
}

/** Those that people made. */
async function customTypes({ reader }: Pick<ObjectTypePort, 'reader'>): Promise<ReadonlyMap<string, KeptType>> {
  return new Map([...(await readKeptTypes(reader))].filter(([name]) => name.startsWith(customPrefix)))
}

async function stageIssues(
  port: ObjectTypePort,
  known: ObjectTypeExtension | undefined,
  next: ObjectTypeExtension,
): Promise<readonly Issue[]> {
  const stagesOf = ({ pipelines = [] }: ObjectTypeExtension) => pipelines.flatMap(({ stages }) => stages)
  const gone = known === undefined ? [] : stagesOf(known).filter(({ value }) => !stagesOf(next).some((stage) => stage.value === value))
  const issues: Issue[] = []
  for (const { value, label } of gone) {
    const where = { test: 'is', property: `${next.name}.stage`, value } as const
    const { total } = await port.reader.list(systemAsker, { type: next.name, where, select: [], orderBy: [], limit: 0 })
    if (total > 0) issues.push({ path: ['pipelines'], message: stageInUse(label, total) })
  }
  return issues
}

function readTypes(port: ObjectTypePort, user: UserId, kept: ReadonlyMap<string, KeptType>): ShownTypes {
  const types = [...port.schema().values()].filter(({ policy }) => policy === undefined)
  const mapping = port.settings.mapping()
  const rolesOf = (name: string): string[] =>
    roleDefinitions.filter((role) => typesOf(mapping, role.name).includes(name)).map(({ label }) => label)
  const edits = missingFor(port.askers.get(user).principal, 'superAdmin') === undefined
  return { edits, types: types.map((type) => ({ ...toShown(type, kept.get(type.name), port.schema()), roles: rolesOf(type.name) })) }
}

const common = ['createdAt', 'updatedAt', 'owner', 'pipeline', 'stage']
function toShown(type: ObjectTypeDefinition, kept: KeptType | undefined, types: SchemaDefinition): Omit<ShownType, 'roles'> {
  const properties = kept?.definition.properties ?? type.properties.filter(({ name }) => !common.includes(name))
  return {
    name: type.name,
    label: type.label,
    plural: type.plural,
    custom: kept !== undefined,
    active: type.active,
    ...(kept && { version: kept.version }),
    properties: properties.map((property) => ({
      name: property.name,
      label: property.label,
      kind: property.kind,
      ...(property.options && { options: property.options.map(({ value, label }) => ({ value, label })) }),
      ...(property.unique && { unique: true }),
      ...(property.currency !== undefined && { currency: property.currency }),
      ...('archived' in property && property.archived === true && { archived: true }),
    })),
    associations: type.associations
      .filter(({ forward }) => forward)
      .map(({ name, label, to, single, edge }) => {
        const other = types.get(to)?.associations.find((end) => end.edge === edge && !end.forward)
        const inverse = { name: other?.name ?? name, label: other?.label ?? label, ...(other?.single && { single: true }) }
        return { name, label, to, ...(single && { single: true }), inverse }
      }),
    pipelines: (type.pipelines ?? []).map(({ value, label, stages }) => ({
      value,
      label,
      stages: stages.map((stage) => ({
        value: stage.value,
        label: stage.label,
        outcome: stage.open ? ('open' as const) : stage.probability === 0 ? ('lost' as const) : ('won' as const),
      })),
    })),
  }
}
function invalid(issues: readonly Issue[]): TenureError {
  return new TenureError('input.invalid', issues.map(({ message }) => message).join(' '), { issues })
}

/** Why a stage cannot go while records are in it. */
export function stageInUse(label: string, count: number): string {
  const [records, them] = count === 1 ? ['1 record', 'it'] : [`${count} records`, 'them']
  return `The stage ${label} has ${records}. Move ${them} to another stage first.`
}
