import type { filterFieldsContract } from '@tenure/core/page'
import { type ElementContext, useLive } from '@tenure/web/parts'
import { useMemo } from 'react'
import type { z } from 'zod'
import type { KnownType, KnownTypes } from '../preset/known-type.js'

/** What can be asked of the records of a type: its properties, associations and operators. */
export type Fields = z.output<typeof filterFieldsContract.output>
export type Field = Fields['properties'][number]

/** What can be asked of an object type or role; `undefined` until it is known. */
export function useFields(context: ElementContext, type: string): Fields | undefined {
  const live = useMemo(() => context.watch<typeof filterFieldsContract>('tenure.record/filter-fields', { type }), [context.watch, type])
  return useLive(live)?.value
}
/** The property at a path. */
export function fieldAt(fields: Fields | undefined, path: string): Field | undefined {
  return fields?.properties.find((field) => field.path === path)
}
/** The association at a path. */
export function linkAt(fields: Fields | undefined, path: string): Fields['links'][number] | undefined {
  return fields?.links.find((link) => link.path === path || link.path.endsWith(`.${path}`))
}

/** The object type as templates and presets look at it. */
export function knownTypes(fields: Fields): KnownTypes {
  const type: KnownType = {
    name: fields.objectType,
    label: fields.label,
    properties: fields.properties.map(({ path, kind, label, options }) => ({
      name: nameOf(path),
      kind,
      label,
      ...(options && { options }),
    })),
    associations: fields.links.map(({ path, to }) => ({ name: nameOf(path), to })),
  }
  return new Map([[type.name, type]])
}
function nameOf(path: string): string {
  return path.slice(path.indexOf('.') + 1)
}
