import type { AnyRecords } from '@tenure/core/plugin'
import type { ReportQuery } from '@tenure/core/report'
import { combineLatest, map, type Observable } from 'rxjs'

/** A property of a report as the viewer sees it. */
export interface ReportProperty {
  readonly name: string
  readonly label: string
  readonly kind: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}
/** The object type of a report, with the properties that the report names. */
export interface ReportType {
  /** The real name, where the report names a role. */
  readonly name: string
  readonly plural: string
  /** The property that names a record. */
  readonly title: string
  /** By their paths. */
  readonly properties: ReadonlyMap<string, ReportProperty>
}

/** Without the type: `customer.csm` is `csm`, `contact.companies.name` is `companies.name`. */
export function nameIn(path: string): string {
  return path.slice(path.indexOf('.') + 1)
}
/** The paths that a report groups by or works out, without those of its filter. */
export function pathsOf({ by, measures }: ReportQuery): readonly string[] {
  const measured = measures.flatMap((each) => (each.measure === 'count' ? [] : [each.property]))
  return [...new Set([...by.map(({ property }) => property), ...measured])]
}

/** The type of a report, now and whenever it or the viewer's rights change. Errors: `input.invalid` for a type that there is none of. */
export function watchReportType(records: AnyRecords, query: ReportQuery): Observable<ReportType> {
  const paths = pathsOf(query)
  const linked = paths.map(nameIn).filter((name) => name.includes('.'))
  const real = query.about ?? query.type
  return combineLatest([records.watchType(real), records.watchProperties(query.type, linked, query.about)]).pipe(
    map(([type, seen]) => {
      const stages = (type.pipelines ?? []).flatMap((pipeline) => pipeline.stages.map((stage) => ({ pipeline, stage })))
      const optionsOf = (name: string): ReportProperty['options'] => {
        if (name === 'pipeline') return (type.pipelines ?? []).map(({ value, label }) => ({ value, label }))
        return stages.map(({ pipeline, stage }) => {
          const isAlone = stages.filter((other) => other.stage.label === stage.label).length === 1
          return { value: stage.value, label: isAlone ? stage.label : `${stage.label}, ${pipeline.label}` }
        })
      }
      const properties = paths.flatMap((path) => {
        const property = seen.find(({ name }) => name === nameIn(path))
        if (property === undefined) return []
        const isPlace = (property.name === 'stage' || property.name === 'pipeline') && type.pipelines !== undefined
        const { name, label, kind, options = [] } = property
        return [[path, { name, label, kind, options: isPlace ? optionsOf(name) : options }] as const]
      })
      return { name: type.name, plural: type.plural, title: type.title, properties: new Map(properties) }
    }),
  )
}
