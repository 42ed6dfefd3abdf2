import { combineLatest, map, type Observable } from 'rxjs'
import type { Asker } from '../access/asker.js'
import { isWritable } from '../access/policy.js'
import type { MergeView, RecordView } from '../contract/any-records.js'
import { filledFrom } from '../records/merge/merge-records.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'

/** What merging two records would give, as one user may see and do it. */
export function watchMerge(
  survivor: Observable<RecordView>,
  other: Observable<RecordView>,
  now: () => { readonly asker: Asker; readonly type: ObjectTypeDefinition },
): Observable<MergeView> {
  return combineLatest([survivor, other]).pipe(
    map(([stays, goes]) => {
      const { asker, type } = now()
      const filled = filledFrom(type, stays.values, goes.values, (name) => isWritable(asker.principal, type, name))
      return { survivor: stays, other: goes, filled }
    }),
  )
}
